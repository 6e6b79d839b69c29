// @vitest-environment node
// What holds for the markup and every style of the windows.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SMALLEST_PX = 12;
/** What one unit is, in pixels. What is relative to the text around it is looked at by hand. */
const PIXELS: Record<string, number> = { px: 1, rem: 16, pt: 4 / 3 };

const root = fileURLToPath(new URL('..', import.meta.url));
const styles = ['src', 'contact'].flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:svelte|css|html)$/.test(name))
    .map((name) => `${folder}/${name}`),
);

/** Every size of type that a text sets, as it stands there. */
function sizes(text: string): { given: string; px: number }[] {
  const given = [...text.matchAll(/font(?:-size)?\s*:\s*([^;}]+)/g)].map((match) => match[1] ?? '');
  return given.flatMap((value) => {
    const size = /(?:^|\s)(\d*\.?\d+)(px|rem|pt|em|%)/.exec(value);
    if (!size?.[1] || !size[2]) return [];
    // A part of the text around it is smaller than that: not below the smallest caption, then.
    const px =
      size[2] === 'em' || size[2] === '%'
        ? (Number(size[1]) * SMALLEST_PX) / (size[2] === '%' ? 100 : 1)
        : Number(size[1]) * (PIXELS[size[2]] ?? 1);
    return [{ given: value.trim(), px }];
  });
}

test('no caption is smaller than 12 px', () => {
  const all = styles.flatMap((name) => sizes(readFileSync(`${root}${name}`, 'utf8')).map((size) => ({ name, ...size })));
  expect(all.length).toBeGreaterThan(60);
  expect(all.filter(({ px }) => px < SMALLEST_PX)).toEqual([]);
});

test('sizes are found in each way that they are written', () => {
  expect(
    sizes('a { font-size: 11px } b { font: 600 .6rem/1.4 var(--font); } c { font-size:.5em } d { font: inherit }').map(({ px }) => px),
  ).toEqual([11, 9.6, 6]);
});

// WebKitGTK measures a zoomed page's containers in pixels of the screen: only what is relative to the text grows with them.
test('how wide a container is, is asked in its own size of text', () => {
  const asked = styles.flatMap((name) =>
    [...readFileSync(`${root}${name}`, 'utf8').matchAll(/@container[^{]*/g)].map(([condition]) => `${name}: ${condition.trim()}`),
  );
  expect(asked.length).toBeGreaterThan(3);
  expect(asked.filter((condition) => !/\d(?:em|%)\)/.test(condition))).toEqual([]);
});

test('no list is drawn by the system: the windows have one drop-down, and it is ours', () => {
  const native = /<(?:select|option|datalist)\b|createElement\(\s*['"`](?:select|datalist)\b/;
  const sources = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:svelte|ts|html)$/.test(name));
  expect(sources.length).toBeGreaterThan(60);
  expect(sources.filter((name) => native.test(readFileSync(`${root}src/${name}`, 'utf8')))).toEqual([]);
});

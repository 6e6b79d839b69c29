// The invented centre's dispositions, as a tree.
import type { DispositionOption } from '../generated/DispositionOption';

interface Two {
  de: string;
  en: string;
}

const TREE: readonly [id: string, name: Two, below: string | null][] = [
  ['solved', { de: 'Gelöst', en: 'Solved' }, null],
  ['callback', { de: 'Rückruf vereinbart', en: 'Call-back agreed' }, null],
  ['complaint', { de: 'Reklamation', en: 'Complaint' }, null],
  ['wrong-entry', { de: 'Falschbuchung', en: 'Wrong entry' }, 'complaint'],
  ['wrong-tariff', { de: 'Falscher Tarif', en: 'Wrong tariff' }, 'complaint'],
  ['compensation', { de: 'Ausgleich', en: 'Compensation' }, 'complaint'],
  ['refund', { de: 'Erstattung veranlasst', en: 'Refund issued' }, 'compensation'],
  ['goodwill', { de: 'Kulanz gewährt', en: 'Goodwill granted' }, 'compensation'],
];

export function dispositions(say: (words: Two) => string): DispositionOption[] {
  const rows: DispositionOption[] = [];
  for (const [disposition, words, below] of TREE) {
    const above = rows.find((row) => row.disposition === below);
    const name = say(words);
    const heading = TREE.some(([, , of]) => of === disposition);
    rows.push({
      disposition,
      name,
      path: above === undefined ? name : `${above.path} › ${name}`,
      depth: above === undefined ? 0 : above.depth + 1,
      standing: heading ? 'heading' : 'choice',
    });
  }
  return rows;
}

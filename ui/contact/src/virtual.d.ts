/** The widget's few words, taken from the Fluent files while building: it has no room for a formatter. */
declare module 'virtual:widget-words' {
  interface WidgetWords {
    open: string;
    close: string;
    label: string;
    frame: string;
  }
  const words: Record<'de' | 'en', WidgetWords>;
  export default words;
}

/** Written by the build from src/scenarios/catalogue.ts: see vite.config.ts. */
declare module 'virtual:library' {
  type Card = import('../scenarios/catalogue.ts').GalleryEntry
  type Document = import('../scenarios/document/document.ts').ScenarioDocument
  export const cards: readonly Card[]
  /** Ids of documents without a card, for the lab. */
  export const measured: readonly string[]
  export const documents: Readonly<Record<string, () => Promise<{ readonly default: Document }>>>
  export const searchable: () => Promise<{ readonly default: Readonly<Record<string, string>> }>
}

export { Feed, type Notice, type SentStore, type Start } from './feed';
export type { Item, News } from './stream';

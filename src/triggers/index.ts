export { Feed, type Notice, type Shelf, type Start } from './feed';
export type { Item, News } from './stream';

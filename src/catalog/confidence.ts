/**
 * How well a fact about the service is known: `documented` on a page that was read, taken from the vendor's `client` software,
 * the same with a documentation page that could not be read (`unseen`), or `inferred` from the others.
 */
export type Confidence = 'documented' | 'unseen' | 'client' | 'inferred';

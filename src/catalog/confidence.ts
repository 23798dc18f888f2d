/**
 * How well something about the service is known: `documented` on a page of its documentation that was read, read in the vendor's
 * own `client` software, likewise with a page that this software names and whose text is `unseen`, or `inferred` from how these
 * fit together.
 */
export type Confidence = 'documented' | 'unseen' | 'client' | 'inferred';

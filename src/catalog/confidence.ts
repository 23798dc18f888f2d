/**
 * How well something about the service is known: `documented` on a page of its documentation, read in the vendor's own `client`
 * software, or `inferred` from how these fit together.
 */
export type Confidence = 'documented' | 'client' | 'inferred';

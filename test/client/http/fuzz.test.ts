import { fuzzAnswers } from '../../support/service/fuzzed-answers';

describe('random answers', () => {
  it('give a result or a LinkedApiError, no token and no second POST', () => fuzzAnswers(400));
});

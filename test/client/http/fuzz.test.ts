import { fuzzAnswers } from '../../support/service/fuzzed-answers';

describe('answers of any kind', () => {
  it('give a result or a LinkedApiError, no token and no second POST', () => fuzzAnswers(400));
});

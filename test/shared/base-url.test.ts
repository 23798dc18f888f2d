import assert from 'node:assert/strict';
import { LinkedApiClient, LinkedApiError } from '../../src/client';
import { checkBaseUrl } from '../../src/shared';

describe('base URL', () => {
  for (const url of [
    'https://api.linkedapi.io',
    'https://api.linkedapi.io/',
    'https://gateway.example/linked-api/',
    'http://127.0.0.1:4010',
    'http://127.8.9.1',
    'http://[::1]:4010/',
    'http://localhost:4010',
  ]) {
    it(`accepts ${url}`, () => assert.equal(checkBaseUrl(url), undefined));
  }

  for (const [url, complaint] of [
    ['', /is empty/],
    ['  ', /is empty/],
    ['api.linkedapi.io', /not a complete address/],
    ['localhost:4010', /has to begin with https/],
    ['ftp://api.linkedapi.io', /not ftp:/],
    ['http://api.linkedapi.io', /could be read on the way to api\.linkedapi\.io/],
    ['http://127.0.0.1.example.com', /could be read/],
    ['http://localhost.example.com', /could be read/],
    ['http://10.0.0.1', /could be read/],
    ['https://user:secret@api.linkedapi.io', /user name or password/],
    ['https://token@api.linkedapi.io', /user name or password/],
    ['https://api.linkedapi.io/?token=secret', /remove what follows/],
    ['https://api.linkedapi.io/#here', /remove what follows/],
  ] as const) {
    it(`refuses "${url}"`, () => {
      const sentence = checkBaseUrl(url);
      assert.match(sentence ?? '', complaint);
      assert.doesNotMatch(sentence ?? '', /secret/);
    });
  }

  it('is checked before a client can send tokens anywhere', () => {
    const options = { linkedApiToken: 'a-token', identificationToken: 'another', baseUrl: 'http://example.com' };
    assert.throws(() => new LinkedApiClient(options), LinkedApiError);
  });
});

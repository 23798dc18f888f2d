import assert from 'node:assert/strict';
import { makeWorld } from '../../src/build/world';
import { populate } from '../../src/sandbox/world/populate';
import { worldFor, type AccountWorld } from '../../src/sandbox/world/world';
import { Served, world as stored } from '../support/service/served';

const start = new Date('2026-11-04T09:00:00Z');
const dayMs = 86_400_000;

describe('sandbox: the world', () => {
  let world: AccountWorld;
  before(async () => {
    world = worldFor(populate(await stored(), start));
  });

  it('is the same every time, plain JSON, and small', async () => {
    const text = JSON.stringify(await stored());
    assert.equal(JSON.stringify(await makeWorld()), text);
    assert.deepEqual(JSON.parse(text), await stored());
    assert.ok(Buffer.byteLength(text) < 1_500_000);
  });

  it('is as large as promised', () => {
    assert.ok(world.people.length >= 2_000);
    assert.ok(world.companies.length >= 200);
    assert.ok(world.posts.length >= 1_000);
    const count = (of: (post: (typeof world.posts)[number]) => unknown[]) =>
      world.posts.reduce((sum, post) => sum + of(post).length, 0);
    assert.ok(count(({ comments }) => comments) > 5_000);
    assert.ok(count(({ reactions }) => reactions) > 15_000);
  });

  it('every slug, hash and id is unique', () => {
    const once = (values: string[]) => assert.equal(new Set(values).size, values.length);
    once(world.people.map(({ slug }) => slug));
    once(world.people.map(({ hash }) => hash.toLowerCase()));
    once(world.people.map(({ id }) => String(id)));
    once(world.companies.flatMap(({ slug, id }) => [slug, String(id)]));
    once(world.companies.map(({ name }) => name));
    once(world.posts.map(({ slug }) => slug));
    once(world.posts.flatMap(({ id, comments }) => [id, ...comments.map((comment) => comment.id)]));
    for (const { slug } of [...world.people, ...world.companies]) assert.match(slug, /^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it('careers are consistent', () => {
    for (const person of world.people) {
      const [current, ...earlier] = person.jobs;
      assert.ok(current, person.slug);
      assert.equal(current.endTime, null);
      let next = current;
      for (const job of person.jobs) {
        assert.equal(world.company(job.companyId)?.name, job.companyName);
        assert.ok(job.duration > 0, person.slug);
        assert.ok(job.startTime < (job.endTime ?? start.toISOString()));
        const founded = world.company(job.companyId)!.yearFounded;
        assert.ok(
          founded === null || Number(job.startTime.slice(0, 4)) >= founded,
          `${person.slug} at ${job.companyName}`,
        );
      }
      for (const job of earlier) {
        assert.ok(job.endTime !== null && job.endTime <= next.startTime, person.slug);
        next = job;
      }
      const months = (Date.parse(start.toISOString()) - Date.parse(next.startTime)) / dayMs / 30.44;
      assert.ok(Math.abs(person.yearsOfExperience - months / 12) < 1.2, person.slug);
    }
  });

  it('headlines fit the job; places have a country; no text has an unfilled placeholder', () => {
    for (const person of world.people) {
      assert.ok(person.headline.startsWith(person.jobs[0]!.position), person.headline);
      assert.match(person.location, /^\p{Lu}[^,]*(, [^,]+){1,2}$/u);
      for (const text of [
        person.headline,
        person.about ?? '',
        ...person.jobs.map(({ description }) => description ?? ''),
      ]) {
        assert.doesNotMatch(text, /[{}[\]|]{1}(?<!\|)|undefined/, text);
      }
    }
    for (const { description } of world.companies) assert.doesNotMatch(description, /[{}[\]|]|undefined|founded in 0/i);
    for (const { text, repostText, comments } of world.posts) {
      for (const said of [text, repostText ?? '', ...comments.map((comment) => comment.text)])
        assert.doesNotMatch(said, /[{}[\]|]|undefined/);
    }
  });

  it('every company has people, including a decision maker', () => {
    for (const company of world.companies) {
      const staff = world.employees(company);
      assert.ok(staff.length >= 3, company.slug);
      assert.ok(staff.length <= company.employeesCount, company.slug);
      assert.equal(staff.filter(({ rank }) => rank === 0).length, 1, company.slug);
    }
  });

  it('comments come after their post, and nothing is in the future', () => {
    for (const post of world.posts) {
      assert.ok(post.time < start.toISOString());
      let last = post.time;
      for (const comment of post.comments) {
        assert.ok(comment.time >= last && comment.time <= start.toISOString());
        assert.equal(comment.post, post);
        last = comment.time;
      }
      const replies = post.comments.filter(({ isReply }) => isReply).length;
      assert.equal(
        post.comments.reduce((sum, { repliesCount }) => sum + repliesCount, 0),
        replies,
      );
      assert.equal(new Set(post.reactions.map(({ by }) => by)).size, post.reactions.length);
      for (const { time } of post.reactions) assert.ok(time >= post.time && time <= start.toISOString());
    }
    assert.deepEqual(
      world.posts.map(({ time }) => time),
      world.posts
        .map(({ time }) => time)
        .sort()
        .reverse(),
    );
  });

  it('posts cover a year, many of them the last month', () => {
    const ages = world.posts.map(({ time }) => (start.getTime() - Date.parse(time)) / dayMs);
    assert.ok(Math.max(...ages) < 366 && Math.max(...ages) > 300);
    assert.ok(ages.filter((age) => age <= 30).length > world.posts.length / 4);
  });

  it('finds someone’s posts, comments and reactions, newest first', () => {
    const amelie = world.people.find(({ slug }) => slug === 'amelie-hoffmann')!;
    for (const list of [world.postsBy(amelie), world.commentsBy(amelie), world.reactionsBy(amelie)]) {
      assert.ok(list.length >= 4);
      const times = list.map(({ time }) => time);
      assert.deepEqual(times, [...times].sort().reverse());
    }
    assert.ok(world.postsBy(amelie).every(({ author, reposter }) => (reposter ?? author) === amelie));
    assert.ok(world.commentsBy(amelie).every(({ author }) => author === amelie));
    const all = world.posts.flatMap(({ comments }) => comments).filter(({ author }) => author === amelie);
    assert.equal(world.commentsBy(amelie).length, all.length);
  });

  it('reposts read like their originals', () => {
    const reposts = world.posts.filter(({ reposter }) => reposter);
    assert.ok(reposts.length > 30);
    for (const repost of reposts) {
      assert.notEqual(repost.reposter, repost.author);
      assert.ok(world.postsBy(repost.author).some((post) => !post.reposter && post.text === repost.text));
    }
  });

  it('the cast is in place', () => {
    const person = (slug: string) => world.people.find((one) => one.slug === slug)!;
    const amelie = person('amelie-hoffmann');
    assert.equal(amelie.headline, 'Head of Product at Helio Thermal');
    assert.deepEqual(
      [
        amelie.hash,
        amelie.location,
        amelie.jobs.length,
        amelie.education.length,
        amelie.skills.length,
        amelie.languages.length,
      ],
      ['ACoAAAmelieHoffmann', 'Berlin, Germany', 4, 2, 12, 3],
    );
    for (const [slug, hash, position, company] of [
      ['jonas-lindqvist', 'ACoAAJonasLindqvist', 'Sales Director', 'Nordvind Logistics'],
      ['priya-raman', 'ACoAAPriyaRaman', 'Data Engineer', 'Brightloom Software'],
      ['tomas-novak', 'ACoAATomasNovak', 'Plant Manager', 'Helio Thermal'],
      ['rosa-delgado', 'ACoAARosaDelgado', 'CTO', 'Brightloom Software'],
    ] as const) {
      const { hash: actual, jobs } = person(slug);
      assert.deepEqual([actual, jobs[0]!.position, jobs[0]!.companyName], [hash, position, company]);
    }
    const [helio, nordvind, brightloom] = world.companies;
    assert.deepEqual(
      [helio!.slug, helio!.id, helio!.employeesCount, world.employees(helio!).length],
      ['helio-thermal', 4100001, 180, 25],
    );
    assert.deepEqual([nordvind!.slug, nordvind!.id, nordvind!.employeesCount], ['nordvind-logistics', 4100002, 1400]);
    assert.deepEqual(
      [brightloom!.slug, brightloom!.id, brightloom!.employeesCount],
      ['brightloom-software', 4100003, 35],
    );
    const post = world.posts.find(({ id }) => id === '7300000000000000001')!;
    assert.equal(post.author, helio);
    assert.ok(post.comments.length >= 12 && post.comments.some(({ isReply }) => isReply));
    assert.ok(post.reactions.length >= 25);
    assert.equal(world.posts.find(({ id }) => id === '7300000000000000002')!.author, amelie);
  });

  describe('searched', () => {
    let served: Served;
    before(async () => {
      served = await Served.start();
    });
    after(() => served.close());
    const count = async (document: object) =>
      (await served.complete<{ data: unknown[] }>({ limit: 1000, ...document })).data.length;

    it('finds plenty for what people try first', async () => {
      for (const term of [
        'engineer',
        'sales',
        'heat pump',
        'logistics',
        'recruiter',
        'Berlin',
        'London',
        'product',
        'CEO',
      ]) {
        assert.ok((await count({ actionType: 'st.searchPeople', term })) >= 20, term);
      }
      for (const place of ['Germany', 'Berlin', 'London', 'Sweden', 'France', 'India', 'United States']) {
        assert.ok((await count({ actionType: 'st.searchPeople', filter: { locations: [place] } })) >= 20, place);
      }
      for (const term of ['logistics', 'software', 'heat pumps', 'energy', 'recruiting']) {
        assert.ok((await count({ actionType: 'st.searchCompanies', term })) >= 5, term);
      }
    });

    it('filters narrow, and hold for what is found', async () => {
      const ask = { actionType: 'st.searchPeople', term: 'engineer', limit: 1000 };
      const all = await count(ask);
      const { data } = await served.complete<{
        data: { location: string; viewerState: { connectionDegree: string } }[];
      }>({
        ...ask,
        filter: { locations: ['Germany', 'Sweden'], connectionDegrees: ['2nd'] },
      });
      assert.ok(data.length > 0 && data.length < all);
      for (const { location, viewerState } of data) {
        assert.match(location, /Germany|Sweden/);
        assert.equal(viewerState.connectionDegree, '2nd');
      }
    });
  });
});

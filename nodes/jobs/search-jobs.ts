import {
  jobPage,
  asIn,
  defineAction,
  errors,
  findJobs,
  flag,
  group,
  ignoredBesideAddress,
  integer,
  jobCard,
  jobCardOf,
  jobFilter,
  jobPreferences,
  list,
  text,
  url,
} from '../../src/catalog';

export default defineAction({
  type: 'st.searchJobs',
  name: 'search jobs',
  search: 'find vacancies, openings, positions, hiring, scrape',
  icon: 'search',
  summary: 'Searches LinkedIn for jobs and returns a short card of each.',
  details: [
    'LinkedIn gives an account either its usual job search or an AI search. A filter is for the one, preferences are for the other; term and location serve both.',
    'With a filter everything that is given holds, or the action fails. Of the preferences the AI search leaves out what it does not offer.',
  ],
  docs: 'https://linkedapi.io/docs/action-st-search-jobs',
  root: true,
  countsAgainst: 'stSearchQueries',
  params: {
    term: text({ label: 'Term', help: 'Words to look for.', placeholder: 'field engineer', filter: true }),
    location: text({
      label: 'Location',
      help: 'Where the job is.',
      placeholder: 'Berlin',
      filter: true,
      formerly: 'filter.location',
    }),
    limit: integer({ label: 'Limit', help: 'How many jobs at most.', unit: 'jobs', min: 1, max: 1000, usual: 10 }),
    allowSimilarResults: flag({
      label: 'Similar results',
      help: 'Take in what only comes near, which the AI search does.',
      usual: true,
    }),
    customSearchUrl: url('jobSearch', {
      label: 'Search URL',
      help: 'A job search copied from the browser’s address bar, instead of all that is said here otherwise.',
      placeholder: 'https://www.linkedin.com/jobs/search/?keywords=…',
      filter: true,
    }),
    filter: group(jobFilter, {
      label: 'Filter',
      help: 'For the usual search. Each field narrows it further; within a list one match is enough.',
      filter: true,
    }),
    preferences: group(jobPreferences, {
      label: 'Preferences',
      help: 'For the AI search, instead of a filter.',
      filter: true,
    }),
  },
  rules: [
    {
      rule: 'notTogether',
      fields: ['filter', 'preferences'],
      because: 'an account has either the usual search or the AI search',
    },
    ignoredBesideAddress(['term', 'location', 'filter', 'preferences']),
  ],
  result: asIn('st.openJob', jobPage, list(jobCard)),
  errors: [
    errors.searchingNotAllowed,
    {
      type: 'searchInterfaceMismatch',
      when: 'The search this account has cannot apply what was asked for.',
      trigger: 'search-interface-mismatch',
    },
  ],
  example: {
    actionType: 'st.searchJobs',
    label: 'jobs',
    term: 'engineer',
    location: 'Germany',
    limit: 5,
    filter: { datePosted: 'pastMonth', employmentTypes: ['fullTime'] },
  },
  simulate: (simulation) => ({
    items: findJobs(simulation)
      .slice(0, simulation.params.limit)
      .map(({ job, similar }) => ({ row: jobCardOf(job, similar), entity: job })),
  }),
});

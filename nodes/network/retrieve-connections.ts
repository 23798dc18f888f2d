import {
  defineAction,
  errors,
  group,
  integer,
  list,
  matchesPerson,
  newerThan,
  out,
  personCard,
  personCardOf,
  personFilter,
  time,
} from '../../src/catalog';

const { name, urn, publicUrl, headline, avatarUrl } = personCard;

export default defineAction({
  type: 'st.retrieveConnections',
  name: 'retrieve connections',
  search: 'contacts, network, friends, export contacts',
  icon: 'people',
  summary: 'Returns the people you are connected to: all of them, the recent ones, or those who fit a filter.',
  details: [
    'With a filter each row contains the person’s location, without one the date you connected.',
    'Without a limit newer servers return every connection, older ones the first 10. Set one to be sure.',
  ],
  docs: 'https://linkedapi.io/docs/action-st-retrieve-connections',
  root: true,
  params: {
    limit: integer({
      label: 'Limit',
      help: 'How many people at most.',
      unit: 'people',
      min: 1,
      max: 1000,
      softMax: true,
    }),
    since: time({
      label: 'Since',
      help: 'Only connections made on this day or later. Not together with a filter.',
      placeholder: '2026-05-01',
      filter: true,
    }),
    filter: group(
      {
        firstName: personFilter.firstName,
        lastName: personFilter.lastName,
        position: personFilter.position,
        locations: personFilter.locations,
        industries: personFilter.industries,
        currentCompanies: personFilter.currentCompanies,
        previousCompanies: personFilter.previousCompanies,
        schools: personFilter.schools,
      },
      {
        label: 'Filter',
        help: 'Each field narrows the list further; within a list of values one match is enough.',
        filter: true,
      },
    ),
  },
  rules: [
    {
      rule: 'notTogether',
      fields: ['since', 'filter'],
      because: 'the date of a connection only counts in the unfiltered list',
    },
  ],
  result: list({
    name,
    urn,
    publicUrl,
    headline,
    avatarUrl,
    location: out.text('Place, as the person writes it; only with a filter').optional(),
    connectedAt: out.time('Since when you are connected; only without a filter').optional(),
  }),
  errors: [errors.retrievingNotAllowed, errors.filterNotApplied],
  example: {
    actionType: 'st.retrieveConnections',
    label: 'connections',
    limit: 10,
    filter: { locations: ['Sweden'] },
  },
  simulate({ params: { limit, since, filter }, account }) {
    const isNew = newerThan(since);
    return {
      items: account
        .connections()
        .filter(({ person, connectedAt }) => matchesPerson(person, filter, account) && isNew({ time: connectedAt }))
        .slice(0, limit)
        .map(({ person, connectedAt }) => {
          const { name, urn, publicUrl, headline, avatarUrl, location } = personCardOf(person, account);
          return {
            row: { name, urn, publicUrl, headline, avatarUrl, ...(filter ? { location } : { connectedAt }) },
            entity: person,
          };
        }),
    };
  },
});

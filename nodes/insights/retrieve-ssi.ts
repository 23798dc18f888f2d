import { defineAction, object, out } from '../../src/catalog';

export default defineAction({
  type: 'st.retrieveSSI',
  name: 'retrieve SSI',
  search: 'social selling index, score, sales',
  icon: 'gauge',
  summary: 'Returns your Social Selling Index (SSI), and how it ranks in your industry and in your network.',
  details: ['A rank is a percentage, and lower is better: 5 means that you are among the top five per cent.'],
  docs: 'https://linkedapi.io/docs/action-st-retrieve-ssi',
  root: true,
  params: {},
  result: object({
    ssi: out.number('The index, 1 to 100'),
    industryTop: out.number('Rank in your industry, top per cent, 1 to 100'),
    networkTop: out.number('Rank in your network, top per cent, 1 to 100'),
  }),
  errors: [],
  example: { actionType: 'st.retrieveSSI', label: 'ssi' },
  simulate: ({ account }) => ({ data: { ...account.ssi } }),
});

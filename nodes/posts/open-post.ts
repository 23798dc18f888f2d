import { basicInfo, defineAction, errors, pageFacts, postOf, postShape, postUrl, postUrn } from '../../src/catalog';

export default defineAction({
  type: 'st.openPost',
  name: 'open post',
  search: 'read, visit, details, scrape',
  icon: 'post',
  summary: 'Opens a post. What hangs below it reads or answers that post.',
  details: ['If you give both the URL and the URN, they must name the same post.'],
  docs: 'https://linkedapi.io/docs/action-st-open-post',
  root: true,
  parents: ['st.doForPosts'],
  on: 'post',
  params: { postUrl, postUrn, basicInfo },
  result: pageFacts(postShape),
  errors: [errors.postNotFound],
  example: {
    actionType: 'st.openPost',
    label: 'post',
    postUrl: 'https://www.linkedin.com/posts/amelie-hoffmann_what-we-learned',
    basicInfo: true,
  },
  simulate: ({ params, post, account }) => (params.basicInfo ? { data: postOf(post, account) } : undefined),
});

import { commentName, commentNameOf, commentUrl, defineAction, errors, object, text } from '../../src/catalog';

export default defineAction({
  type: 'st.replyToComment',
  name: 'reply to comment',
  search: 'answer, respond, engage',
  icon: 'reply',
  summary: 'Writes an answer under a comment.',
  docs: 'https://linkedapi.io/docs/action-st-reply-to-comment',
  confidence: 'unseen',
  root: true,
  countsAgainst: 'stComments',
  on: 'comment',
  params: {
    commentUrl,
    text: text({
      label: 'Text',
      help: 'What the answer says.',
      placeholder: 'Good question!',
      min: 1,
      max: 1000,
      long: true,
      required: true,
    }),
  },
  result: object(commentName),
  errors: [
    errors.commentNotFound,
    {
      type: 'replyingNotAllowed',
      when: 'The account may not answer this comment.',
      trigger: 'replying-not-allowed',
    },
    errors.duplicateComment,
  ],
  example: {
    actionType: 'st.replyToComment',
    label: 'answered',
    commentUrl:
      'https://www.linkedin.com/feed/update/urn:li:activity:7300000000000000001?commentUrn=urn%3Ali%3Acomment%3A(activity%3A7300000000000000001%2C7300000000000007920)',
    text: 'We wondered about that, too.',
  },
  simulate({ params, comment, account, fail }) {
    const { comments, commentsClosed } = comment.post;
    if (commentsClosed) throw fail('replyingNotAllowed');
    if (comments.some(({ author, text }) => author === account.self && text === params.text)) {
      throw fail('duplicateComment');
    }
    return { data: commentNameOf(account.reply(comment, params.text)) };
  },
});

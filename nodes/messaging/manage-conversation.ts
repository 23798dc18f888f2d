import { choice, defineAction, errors, manageIn, managedThreadId, nothing } from '../../src/catalog';

export default defineAction({
  type: 'st.manageConversation',
  name: 'manage conversation',
  palette: 'manage chat',
  search: 'archive, mark read, unread, mute, star, chat, inbox',
  icon: 'archive',
  summary: 'Archives, stars or mutes a conversation, or takes that back.',
  details: ['Below “send message” it is about the conversation the message went to.'],
  root: true,
  parents: ['st.sendMessage'],
  on: 'person',
  params: {
    threadId: managedThreadId,
    operation: choice(['archive', 'unarchive', 'star', 'unstar', 'mute', 'unmute'], {
      label: 'Operation',
      help: 'What is done to the conversation.',
      required: true,
    }),
  },
  result: nothing(),
  errors: [errors.threadNotFound],
  example: {
    actionType: 'st.manageConversation',
    label: 'archived',
    threadId: '2-lZTcWykE8RXi3ZzIphtjvcB7Ae',
    operation: 'archive',
  },
  simulate: manageIn('st'),
});

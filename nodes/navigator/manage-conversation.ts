import { choice, defineAction, errors, manageIn, managedThreadId, nothing } from '../../src/catalog';

export default defineAction({
  type: 'nv.manageConversation',
  name: 'manage conversation (navigator)',
  palette: 'manage chat (navigator)',
  search: 'archive, mark read, unread, chat, inbox, sales, InMail',
  icon: 'archive',
  summary: 'Archives a Sales Navigator conversation, or takes that back.',
  root: true,
  on: 'person',
  params: {
    threadId: managedThreadId,
    operation: choice(['archive', 'unarchive'], {
      label: 'Operation',
      help: 'What is done to the conversation.',
      required: true,
    }),
  },
  result: nothing(),
  errors: [errors.threadNotFound, errors.noSalesNavigator],
  example: {
    actionType: 'nv.manageConversation',
    label: 'archived',
    threadId: '2-ObYjGUVUfwl0UnVRtETIwhNIEu',
    operation: 'archive',
  },
  simulate: manageIn('nv'),
});

import {
  actingCompany,
  asCompany,
  choice,
  companyAt,
  defineAction,
  errors,
  mentionRules,
  mentions,
  object,
  postName,
  postNameOf,
  rows,
  text,
  url,
  withMentions,
} from '../../src/catalog';

export default defineAction({
  type: 'st.createPost',
  name: 'create post',
  search: 'publish, write, content, share, schedule',
  icon: 'write',
  summary: 'Publishes a post, in your own name or in that of a company page.',
  details: [
    'To mention somebody, write @[key] into the text and say under “mentions” who that is.',
    'Attach up to 9 images, or 1 video, or 1 document, each at an address that anybody can load. An image may have 8 MB (JPEG, PNG, GIF, WebP), a video 200 MB (MP4, MOV, WebM), a document 100 MB (PDF).',
    'Older servers know no mentions and return no URN. There may be further errors about attachments.',
  ],
  docs: 'https://linkedapi.io/docs/action-st-create-post',
  root: true,
  params: {
    text: text({
      label: 'Text',
      help: 'What the post says.',
      placeholder: 'What we learned this winter …',
      min: 1,
      max: 3000,
      long: true,
      required: true,
    }),
    mentions,
    attachments: rows(
      {
        url: url('web', {
          label: 'Address',
          help: 'Where the file is.',
          placeholder: 'https://example.com/report.pdf',
          required: true,
        }),
        type: choice(['image', 'video', 'document'], { label: 'Kind', help: 'What it is.', required: true }),
        name: text({
          label: 'Title',
          help: 'Shown above a document, which needs one.',
          placeholder: 'Report 2026',
          omitEmpty: true,
        }),
      },
      { label: 'Attachments', help: 'Images, or one video, or one document.', max: 9 },
    ),
    companyUrl: asCompany,
  },
  rules: [
    {
      rule: 'alike',
      field: 'attachments',
      by: 'type',
      most: { image: 9, video: 1, document: 1 },
      because: 'a post shows up to 9 images, or 1 video, or 1 document',
    },
    {
      rule: 'requiredWhere',
      field: 'attachments',
      name: 'name',
      where: 'type',
      is: 'document',
      because: 'LinkedIn shows the title above a document',
    },
    ...mentionRules,
  ],
  result: object(postName),
  errors: [errors.companyNotFound, errors.noPostingPermission, errors.mentionNotResolved],
  example: {
    actionType: 'st.createPost',
    label: 'published',
    text: 'A winter of measuring is over. Thank you, @[amelie]! #heatpumps',
    mentions: [{ key: 'amelie', name: 'Amélie Hoffmann' }],
    attachments: [{ url: 'https://example.com/winter.pdf', type: 'document', name: 'A winter of measuring' }],
  },
  simulate(simulation) {
    const { params, world, account, now, fail } = simulation;
    if (params.companyUrl !== undefined && !companyAt(world, params.companyUrl)) throw fail('companyNotFound');
    const by = actingCompany(simulation) ?? account.self;
    const { attachments = [] } = params;
    return {
      data: postNameOf(world.publish({ by, time: now.toISOString(), ...withMentions(simulation), attachments })),
    };
  },
});

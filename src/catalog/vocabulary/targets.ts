import type { Rule } from '../facts/action-facts';
import { flag, text, url } from '../fields';
import { object, type ResultShape } from '../result';

/** The target of an action. Required if the action starts a workflow, forbidden if a parent has opened the page. */
export const personUrl = url('person', {
  label: 'Person URL',
  help: 'Public or hashed address of the profile.',
  placeholder: 'https://www.linkedin.com/in/…',
  target: true,
});
export const personHashedUrl = url('person', {
  label: 'Person hashed URL',
  help: 'The hashed address, as searches in Sales Navigator and “open person page” return it.',
  placeholder: 'https://www.linkedin.com/in/ACo…',
  target: true,
});
export const companyUrl = url('company', {
  label: 'Company URL',
  help: 'Public or hashed address of the company page.',
  placeholder: 'https://www.linkedin.com/company/…',
  target: true,
});
export const companyHashedUrl = url('company', {
  label: 'Company hashed URL',
  help: 'The address with the company’s number, as searches in Sales Navigator return it.',
  placeholder: 'https://www.linkedin.com/company/1234567',
  target: true,
});
export const postUrl = url('post', {
  label: 'Post URL',
  help: 'Address of the post.',
  placeholder: 'https://www.linkedin.com/posts/…',
  target: true,
});
export const postUrn = text({
  label: 'Post URN',
  help: 'The post’s URN, instead of its URL.',
  placeholder: 'urn:li:activity:…',
  form: 'postUrn',
  target: true,
});
export const commentUrl = url('comment', {
  label: 'Comment URL',
  help: 'Address of the comment, as the actions return it that list and write comments.',
  placeholder: 'https://www.linkedin.com/feed/update/…?commentUrn=…',
  target: true,
});
export const jobUrl = url('job', {
  label: 'Job URL',
  help: 'Address of the job.',
  placeholder: 'https://www.linkedin.com/jobs/view/…',
  target: true,
});
export const threadId = text({
  label: 'Thread ID',
  help: 'A known conversation to answer in, instead of the person’s URL; it wins where both are given.',
  target: true,
});

export const ignoredBesideThread = (fields: string[]): Rule => ({
  rule: 'ignored',
  fields,
  beside: 'threadId',
  because: 'the message goes into that conversation',
  hint: true,
});

/** On behalf of a company page. */
export const asCompany = url('company', {
  label: 'As company',
  help: 'Address of a company page you administer, to act in its name.',
  placeholder: 'https://www.linkedin.com/company/…',
});

/** Linked API leaves the facts of a page out unless asked, so a new node asks. */
export const basicInfo = flag({
  label: 'Basic info',
  help: 'Return the facts of the page, too, not only what the actions below it bring.',
  preset: true,
  usual: false,
});
/** What an action with `basicInfo` returns. */
export const pageFacts = (shape: ResultShape) => object(shape, 'Only with “basic info”.');

import { sectionTexts } from '../components/sectionTexts';

/** The words of the sections of Zero Trust. */
export const zeroTrustTexts = sectionTexts('zeroTrust', {});

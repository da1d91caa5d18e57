/** The words of the sections of Zero Trust. */
export const zeroTrustSectionMessages = {} as const;

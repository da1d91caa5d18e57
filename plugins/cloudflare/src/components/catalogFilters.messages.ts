export const catalogFiltersMessages = {
  product: 'Cloudflare product',
  account: 'Cloudflare account',
};

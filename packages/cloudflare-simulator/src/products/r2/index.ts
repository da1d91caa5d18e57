import { hexId } from '../../account/ids';
import type { SimulatedAccount } from '../../account/SimulatedAccount';
import { ApiFailure, succeeded } from '../../http/envelope';
import { cursorPaged } from '../../http/paging';
import type { ApiRequest } from '../../http/Route';
import type { SimulatedProduct } from '../SimulatedProduct';
import { acmeBuckets, makeBucket } from './acme';
import { type Bucket, bucketId } from './Bucket';
import { r2Datasets } from './datasets';

const list = '/accounts/{account}/r2/buckets';
const permissions = ['Workers R2 Storage Read'];
const available = ['default', 'eu', 'us'];

/** The one jurisdiction that a request is about. */
function jurisdictionOf({ headers }: ApiRequest): string {
  const jurisdiction = String(headers['cf-r2-jurisdiction'] ?? 'default');
  if (jurisdiction === 'fedramp') {
    throw new ApiFailure(403, 10000, 'Authentication error');
  }
  if (!available.includes(jurisdiction)) {
    throw new ApiFailure(400, 10004, 'The jurisdiction is not available');
  }
  return jurisdiction;
}

const bucketItem = ({ name, createdOn, listing }: Bucket) => ({
  name,
  creation_date: createdOn,
  ...listing,
});

const domainItem = ({ domain, enabled }: Bucket['customDomains'][number]) => ({
  domain,
  enabled,
  status: {
    ownership: enabled ? 'active' : 'deactivated',
    ssl: enabled ? 'active' : 'unknown',
  },
  minTLS: '1.2',
  zoneId: hexId('zone/acme.example'),
  zoneName: 'acme.example',
});

/** R2: buckets of objects, per jurisdiction. */
export const r2: SimulatedProduct<Bucket> = {
  resources: ({ clock }) => acmeBuckets(clock),
  // `eu:bucket` is one of that jurisdiction.
  make: (qualifiedName, { clock }) => {
    const [name, jurisdiction = 'default'] = qualifiedName.split(':').reverse();
    const createdOn = clock.now().toISOString();
    return makeBucket(name, clock, { jurisdiction, createdOn });
  },
  taggedAs: 'r2_bucket',
  auditedAs: { product: 'r2', resourceType: 'bucket', path: '/r2/buckets' },
  bindingFor: ({ name, jurisdiction }) => ({
    type: 'r2_bucket',
    bucket_name: name,
    ...(jurisdiction !== 'default' && { jurisdiction }),
  }),
  routes: [
    {
      path: list,
      permissions,
      answer: (request, account) => {
        const jurisdiction = jurisdictionOf(request);
        const part = request.query.get('name_contains') ?? '';
        return cursorPaged(
          request,
          account
            .of(r2)
            .list()
            .filter(
              bucket =>
                bucket.jurisdiction === jurisdiction &&
                bucket.name.includes(part),
            ),
          {
            default: 20,
            max: 1000,
            sizeName: 'per_page',
            info: ({ size }) => ({ per_page: size }),
          },
          bucketItem,
          'buckets',
        );
      },
    },
    {
      path: `${list}/{bucket}/lifecycle`,
      permissions,
      answer: (request, account) => {
        const { lifecycle } = bucketOf(request, account);
        return succeeded(lifecycle ? { rules: lifecycle } : {});
      },
    },
    {
      path: `${list}/{bucket}/lock`,
      permissions,
      answer: (request, account) =>
        succeeded({ rules: bucketOf(request, account).locks }),
    },
    {
      path: `${list}/{bucket}/domains/managed`,
      permissions,
      answer: (request, account) => {
        const { id, isManagedDomainEnabled } = bucketOf(request, account);
        return succeeded({
          bucketId: hexId(`r2/${id}`),
          domain: `pub-${hexId(`r2/${id}`)}.r2.dev`,
          enabled: isManagedDomainEnabled,
        });
      },
    },
    {
      path: `${list}/{bucket}/domains/custom`,
      permissions,
      answer: (request, account) =>
        succeeded({
          domains: bucketOf(request, account).customDomains.map(domainItem),
        }),
    },
  ],
  datasets: r2Datasets,
};

function bucketOf(request: ApiRequest, account: SimulatedAccount): Bucket {
  const id = bucketId(request.params.bucket, jurisdictionOf(request));
  const bucket = account.of(r2).find(id);
  if (!bucket) {
    throw new ApiFailure(404, 10006, 'The specified bucket does not exist.');
  }
  return bucket;
}

import { createPrivateKey, createPublicKey, createSign } from 'node:crypto';
import { EvidenceSigner } from '@cloudflare-backstage/cloudflare-evidence';
import { EvidenceConfig } from './EvidenceConfig';

/** Signs evidence, and tells by which key that can be checked. */
export class EvidenceSigning {
  readonly keyId: string;
  /** SPKI, PEM. */
  readonly publicKey: string;
  readonly sign: EvidenceSigner;

  constructor({ privateKey, keyId }: NonNullable<EvidenceConfig['signing']>) {
    const key = createPrivateKey(privateKey);
    this.keyId = keyId;
    this.publicKey = createPublicKey(key)
      .export({ type: 'spki', format: 'pem' })
      .toString();
    this.sign = async pae => ({
      keyid: keyId,
      sig: createSign('sha256').update(pae).sign(key, 'base64'),
    });
  }
}

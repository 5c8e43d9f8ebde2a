import { Type } from 'typebox';
import { iam } from '../calls/iam.ts';
import { codes } from '../facts/codes.ts';
import { given, unknownFact } from '../facts/fact.ts';
import { type Identity, resource } from './resource.ts';

interface Certificate extends Identity {
  readonly expires: string | undefined;
}

/** Certificates that were uploaded to IAM, for load balancers and CloudFront. */
export const iamServerCertificate = resource('iam.server-certificate', {
  title: { one: 'server certificate in IAM', many: 'server certificates in IAM' },
  service: 'iam',
  facts: {
    expiresInDays: Type.Number({ unit: 'days', description: 'Until it expires; less than 0 once it has' }),
  },

  list: (aws) =>
    aws.list(iam.ListServerCertificates, {}, (page): Certificate[] => {
      if (!page.ServerCertificateMetadataList) throw new Error('no list');
      return page.ServerCertificateMetadataList.map(({ Arn: arn = '', ServerCertificateName: name = '', Expiration: expires }) => ({
        arn,
        name,
        region: '',
        expires,
      }));
    }),

  read({ expires }, aws) {
    const { refs } = aws.pages(iam.ListServerCertificates, {});
    if (expires === undefined)
      return { expiresInDays: unknownFact([{ operation: iam.ListServerCertificates.id, code: codes.malformed }], refs) };
    return { expiresInDays: given(Math.floor((Date.parse(expires) - aws.asOf.getTime()) / 86_400_000), refs) };
  },
});

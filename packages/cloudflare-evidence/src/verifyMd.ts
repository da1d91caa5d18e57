/**
 * The text of `VERIFY.md` in every bundle. Its commands are run by a test.
 *
 * @public
 */
export const VERIFY_MD = `# How to verify this evidence

You need \`sha256sum\`, \`jq\`, \`base64\` and \`openssl\`: no network, and nothing
of those who made this evidence. Run the commands in the folder of these files
(\`mkdir bundle && tar xf BUNDLE.tar -C bundle && cd bundle\`). Each prints \`OK\`
or \`true\` when all is well, and ends with a status other than 0 when not.

| File             | What it is                                                      |
| ---------------- | --------------------------------------------------------------- |
| snapshot.json    | the records, and how complete they are                          |
| manifest.json    | digests of the data, who collected it and when, place in chain  |
| requests.json    | each request to Cloudflare that the records come from           |
| results.json     | results of checks; not in every bundle                          |
| attestation.json | the signed statement about the manifest and its files           |
| SHA256SUMS       | digests of all files                                            |

## 1. The files are whole

~~~sh
sha256sum -c SHA256SUMS
~~~

## 2. The data is what the manifest lists

~~~sh
jq -r '.files[] | .sha256 + "  " + .name' manifest.json | sha256sum -c -
jq -e --arg d "$(sha256sum snapshot.json | cut -d' ' -f1)" '.snapshotSha256 == $d' manifest.json
~~~

A \`results.json\` that is not named there is no part of the evidence.

## 3. The statement is about this manifest

~~~sh
jq -r .payload attestation.json | base64 -d > st.json
jq -e --slurpfile m manifest.json '.predicate == ($m[0] | del(.files))' st.json
jq -e --slurpfile m manifest.json '[.subject[] | {name, bytes: .annotations.bytes, sha256: .digest.sha256}] == $m[0].files' st.json
~~~

## 4. The statement is signed

\`jq '.signatures | length' attestation.json\` prints 0 when it is not: then
nothing shows who made this evidence. Otherwise put the public key into
\`pub.pem\`. Get it from somewhere that you trust, and not together with this
evidence.

~~~sh
T=$(jq -r .payloadType attestation.json)
{ printf 'DSSEv1 %d %s %d ' "\${#T}" "$T" "$(wc -c < st.json | tr -d ' ')"; cat st.json; } > pae.bin
jq -r '.signatures[0].sig' attestation.json | base64 -d > sig.bin
openssl dgst -sha256 -verify pub.pem -signature sig.bin pae.bin
~~~

It prints \`Verified OK\`. The signature is ECDSA P-256 with SHA-256 over a DSSE
envelope; the statement in it is of in-toto.

## 5. The records are complete, as far as can be known

~~~sh
jq '{kind, subject, window, completeness, redaction}' snapshot.json
jq -e '.completeness.records == (.records | length)' snapshot.json
jq -e '(.records | length) == (.records | map(.id) | unique | length)' snapshot.json
~~~

\`completeness.gaps\` names what is missing and why; \`redaction.removed\` says how
often a field was masked or left out. The window is half-open: \`to\` is not in it.
requests.json shows each page that was read, and with which answer.

## 6. The bytes are canonical

The same data gives the same bytes (RFC 8785), so that whoever collects it again
gets the same digest.

~~~sh
jq -jcS . snapshot.json | cmp - snapshot.json && echo OK
~~~

One exception: some versions of jq write the character U+007F as \`\\u007f\`. Where
a text holds it, the command finds a difference that is none.

## 7. The bundle follows the one before it

Unpack the bundle before this one into a folder beside it, and name that folder.
The first bundle of a stream has \`seq\` 0 and a \`prev\` of 64 zeros.

~~~sh
PREVIOUS=../previous
jq -e --arg p "$(sha256sum "$PREVIOUS/manifest.json" | cut -d' ' -f1)" '.prev == $p' manifest.json
jq -e --slurpfile p "$PREVIOUS/manifest.json" '.stream == $p[0].stream and .seq == $p[0].seq + 1' manifest.json
~~~

A chain shows what was dropped, swapped or repeated in between. That nothing is
missing at its end, and that it was not made anew as a whole, shows only a copy
of the head (stream, seq, SHA-256 of manifest.json) that somebody else kept:
compare it with \`sha256sum manifest.json\`.

## The same evidence as one JSON document

A download as JSON holds the manifest, the snapshot and the attestation. Take
them out in an empty folder, and go on with the steps 3 to 7; requests.json is
in the tar file alone.

~~~sh
DOCUMENT=../evidence.json
BYTES=$(jq '.manifest.files[] | select(.name == "snapshot.json").bytes' "$DOCUMENT")
tail -c "$((BYTES + 1))" "$DOCUMENT" | head -c "$BYTES" > snapshot.json
jq -jcS .manifest "$DOCUMENT" > manifest.json
jq -jcS .attestation "$DOCUMENT" > attestation.json
jq -e --arg d "$(sha256sum snapshot.json | cut -d' ' -f1)" '.snapshotSha256 == $d' manifest.json
~~~
`;

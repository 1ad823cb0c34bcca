/**
 * A self-signed certificate for receiver.test and 127.0.0.1, valid until 2125, and its key. Node cannot make
 * certificates and the tests need nothing but npm, so it is kept here. It is trusted by tests only.
 */
export const tlsFixture = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBpzCCAU2gAwIBAgIUd5NF5e3JvJjBffmF0SjX6b2XMaAwCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNcmVjZWl2ZXIudGVzdDAgFw0yNjExMjAyMzI0NTlaGA8yMTI2
MTAyNzIzMjQ1OVowGDEWMBQGA1UEAwwNcmVjZWl2ZXIudGVzdDBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABEY1pI25twy3eh8IUuBUgmgtS0O8j8Gb5uvZiAPtBp6E
/t3FrYZ/UhBwzLH9Q8mbp3ewQfzIpcGvv5dRnadkiS2jczBxMB0GA1UdDgQWBBTs
XUotJwlZZy0/IcQ/FlrfcaT6ODAfBgNVHSMEGDAWgBTsXUotJwlZZy0/IcQ/Flrf
caT6ODAPBgNVHRMBAf8EBTADAQH/MB4GA1UdEQQXMBWCDXJlY2VpdmVyLnRlc3SH
BH8AAAEwCgYIKoZIzj0EAwIDSAAwRQIgR/myRXkcflNjxUvZYXsFum0rkLCEw1FI
DVWodBkXpCgCIQDuxSJ+2LACD3Ri83tC1f9qooQh7An8nKCpwlka55WmIQ==
-----END CERTIFICATE-----`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgg73W26XS5ydfay2Q
ngoIzWcqxwYCGKuYSgIB6wEd6i6hRANCAARGNaSNubcMt3ofCFLgVIJoLUtDvI/B
m+br2YgD7QaehP7dxa2Gf1IQcMyx/UPJm6d3sEH8yKXBr7+XUZ2nZIkt
-----END PRIVATE KEY-----`,
};

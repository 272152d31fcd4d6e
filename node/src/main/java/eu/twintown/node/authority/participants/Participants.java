package eu.twintown.node.authority.participants;

import eu.twintown.node.authority.api.Journal;
import eu.twintown.node.authority.api.Kept;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.authority.ca.CertificateAuthority;
import eu.twintown.node.authority.ca.Revocation;
import eu.twintown.node.authority.ca.Revocations;
import eu.twintown.node.authority.ca.SigningRequest;
import eu.twintown.node.http.tls.Pem;
import eu.twintown.store.document.Documents;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The members of the data space and the certificates that the authority gave them. */
public final class Participants {
    private static final int LONGEST_KEY = 10_000;

    private final Kept<Participant> participants;
    private final Kept<Credential> credentials;
    private final CertificateAuthority certificates;
    private final Journal journal;
    private final Standing standing;
    private final InstantSource clock;

    public Participants(
            Documents documents,
            CertificateAuthority certificates,
            Journal journal,
            Standing standing,
            InstantSource clock) {
        this.participants = new Kept<>(documents, "authority-participant", Participant.class);
        this.credentials = new Kept<>(documents, "authority-credential", Credential.class);
        this.certificates = certificates;
        this.journal = journal;
        this.standing = standing;
        this.clock = clock;
    }

    /** What the OCSP responder and the revocation list ask, given the documents that credentials are kept in. */
    public static Revocations revocations(Documents documents) {
        Kept<Credential> kept = new Kept<>(documents, "authority-credential", Credential.class);
        return new Revocations(
                serial -> kept.all().stream().anyMatch(c -> c.number().equals(serial)), () -> kept.all().stream()
                        .filter(c -> c.state() == CredentialStatus.REVOKED || c.state() == CredentialStatus.SUSPENDED)
                        .map(c -> new Revocation(c.number(), c.changedAt(), c.state() == CredentialStatus.SUSPENDED))
                        .toList());
    }

    /**
     * Takes up a new member.
     *
     * @throws eu.twintown.kernel.problem.ProblemException conflict, where a second authority is to be made
     */
    public Participant create(String organization, String type, String email, String who) {
        if (type.equals(Participant.AUTHORITY_TYPE) && authority().isPresent()) {
            throw SimplProblem.conflict("Authority already initialized");
        }
        Participant fresh = Participant.fresh(UUID.randomUUID().toString(), organization, type, email, clock.instant());
        participants.create(fresh.id(), fresh);
        journal.add(who, "participant.created", fresh.id(), organization + " as " + type);
        return fresh;
    }

    public Participant get(String id) {
        return participants.find(id).orElseThrow(() -> SimplProblem.notFound("There is no participant " + id));
    }

    public List<Participant> all() {
        return participants.all();
    }

    public Optional<Participant> authority() {
        return all().stream().filter(Participant::authority).findFirst();
    }

    public List<Credential> credentials(String participantId) {
        return credentials.all().stream()
                .filter(c -> c.participantId().equals(participantId))
                .toList();
    }

    public List<Credential> allCredentials() {
        return credentials.all();
    }

    public Credential credential(String id) {
        return credentials.find(id).orElseThrow(() -> SimplProblem.notFound("There is no credential " + id));
    }

    /** The credential in use, whatever its state. */
    public Optional<Credential> active(Participant participant) {
        return participant.activeCredential().isEmpty()
                ? Optional.empty()
                : credentials.find(participant.activeCredential());
    }

    /** The credential of this certificate, where the authority issued exactly this one. */
    public Optional<Credential> of(X509Certificate certificate) {
        return credentials.find(CredentialId.of(certificate.getPublicKey())).filter(c -> c.number()
                .equals(certificate.getSerialNumber()));
    }

    /** Keeps a certificate signing request after having checked it. */
    public SigningRequest storeCsr(String participantId, String pem, String who) {
        Participant participant = get(participantId);
        SigningRequest request = SigningRequest.parse(pem);
        requireFreshKey(request, participant);
        participants.update(participantId, p -> p.withCsr(pem, clock.instant()));
        journal.add(who, "csr.stored", participantId, "CN=" + request.commonName());
        return request;
    }

    /** One host and one key belong to one participant. */
    private void requireFreshKey(SigningRequest request, Participant participant) {
        String id = CredentialId.of(request.key());
        for (Credential other : credentials.all()) {
            boolean foreign = !other.participantId().equals(participant.id());
            if (other.id().equals(id) && (foreign || other.state() == CredentialStatus.REVOKED)) {
                throw SimplProblem.badRequest("The key of the request is in another certificate already");
            }
            if (foreign
                    && other.commonName().equals(request.commonName())
                    && other.status(clock.instant()) == CredentialStatus.VALID) {
                throw SimplProblem.badRequest(
                        "The host name " + request.commonName() + " belongs to another participant");
            }
        }
    }

    /** Issues a certificate for the request that is kept, and takes it into use where there is none in force. */
    public Credential issue(String participantId, Duration validity, String reason, String who) {
        Participant participant = get(participantId);
        if (participant.csr().isEmpty()) {
            throw SimplProblem.unprocessable(
                    "Participant " + participantId + " has sent no certificate signing request yet");
        }
        Credential issued = issue(participant, SigningRequest.parse(participant.csr()), validity, reason, who);
        boolean inForce = active(participant)
                .filter(c -> c.status(clock.instant()) == CredentialStatus.VALID)
                .isPresent();
        if (!inForce || participant.activeCredential().equals(issued.id())) {
            participants.update(participantId, p -> p.withActive(issued.id(), clock.instant()));
        }
        return issued;
    }

    private Credential issue(
            Participant participant, SigningRequest request, Duration validity, String reason, String who) {
        List<X509Certificate> chain = certificates.issue(request, validity);
        X509Certificate own = chain.getFirst();
        Instant now = clock.instant();
        Credential credential = new Credential(
                CredentialId.of(request.key()),
                participant.id(),
                own.getSerialNumber().toString(),
                request.commonName(),
                CredentialStatus.VALID,
                reason,
                now,
                own.getNotAfter().toInstant(),
                now,
                Pem.of(chain));
        credentials.put(credential.id(), credential);
        journal.add(who, "credential.issued", participant.id(), credential.id() + ", CN=" + request.commonName());
        return credential;
    }

    /** A new certificate for a new key; the old one stays in use until the participant says otherwise. */
    public Credential renew(Participant participant, String pem, Duration validity, String who) {
        SigningRequest request = SigningRequest.parse(pem);
        requireFreshKey(request, participant);
        boolean sameHost = active(participant)
                .map(c -> c.commonName().equals(request.commonName()))
                .orElse(true);
        if (!sameHost) {
            throw SimplProblem.badRequest("A renewal keeps the common name of the credential in use");
        }
        participants.update(participant.id(), p -> p.withCsr(pem, clock.instant())
                .withRenewal(p.renewal().requested(clock.instant()), clock.instant()));
        return issue(participant, request, validity, "renewal", who);
    }

    /** Suspends, revokes or reinstates. */
    public Credential change(String id, CredentialStatus next, String reason, String who) {
        Instant now = clock.instant();
        Credential changed = credentials
                .update(id, credential -> {
                    CredentialStatus status = credential.status(now);
                    if (!status.mayBecome(next)) {
                        throw SimplProblem.badRequest("A credential that is " + status + " cannot become " + next);
                    }
                    return credential.with(next, reason, now);
                })
                .orElseThrow(() -> SimplProblem.notFound("There is no credential " + id));
        journal.add(
                who,
                "credential." + next.name().toLowerCase(java.util.Locale.ROOT),
                changed.participantId(),
                id + ": " + reason);
        standing.changed(changed.participantId(), next, reason);
        return changed;
    }

    /** Keeps the authority's own certificate as the credential in use of its participant. */
    public void adopt(Participant own, List<X509Certificate> chain) {
        X509Certificate certificate = chain.getFirst();
        Instant from = certificate.getNotBefore().toInstant();
        Credential credential = new Credential(
                CredentialId.of(certificate.getPublicKey()),
                own.id(),
                certificate.getSerialNumber().toString(),
                "",
                CredentialStatus.VALID,
                "",
                from,
                certificate.getNotAfter().toInstant(),
                from,
                Pem.of(chain));
        if (credentials.create(credential.id(), credential)) {
            participants.update(own.id(), p -> p.withActive(credential.id(), clock.instant()));
        }
    }

    /** The participant goes over to another of its own credentials that are in force. */
    public void use(Participant participant, String credentialId) {
        Credential credential = credentials
                .find(credentialId)
                .filter(c -> c.participantId().equals(participant.id()))
                .orElseThrow(() -> SimplProblem.badRequest("You have no credential " + credentialId));
        if (credential.status(clock.instant()) != CredentialStatus.VALID) {
            throw SimplProblem.badRequest("The credential is " + credential.status(clock.instant()));
        }
        participants.update(participant.id(), p -> p.withActive(credentialId, clock.instant()));
        journal.add(participant.id(), "credential.in-use", participant.id(), credentialId);
    }

    /** Keeps the key with which a participant signs its people's tokens. */
    public void storeTierOneKey(Participant participant, String pem) {
        if (pem.length() > LONGEST_KEY) {
            throw SimplProblem.badRequest("The public key is too long");
        }
        try {
            Pem.publicKey(pem);
        } catch (IllegalArgumentException e) {
            throw SimplProblem.badRequest("The public key cannot be read: " + e.getMessage());
        }
        participants.update(participant.id(), p -> p.withKey(pem, clock.instant()));
        journal.add(participant.id(), "tier-one-key.stored", participant.id(), "");
    }

    /** Decides how this participant's credentials are renewed. */
    public Participant setRenewal(String id, Participant.Renewal renewal, String who) {
        journal.add(who, "renewal.set", id, renewal.reason());
        return participants
                .update(id, p -> p.withRenewal(renewal, clock.instant()))
                .orElseThrow(() -> SimplProblem.notFound("There is no participant " + id));
    }

    public Instant now() {
        return clock.instant();
    }
}

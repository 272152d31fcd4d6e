package eu.twintown.node.authority.onboarding.request;

import eu.twintown.node.authority.api.Kept;
import eu.twintown.node.authority.api.Person;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.authority.onboarding.template.MimeTypes;
import eu.twintown.node.authority.onboarding.template.Template;
import eu.twintown.store.document.Documents;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** The documents of requests: what was asked for, and what applicants brought. */
public final class RequestDocuments {
    private static final int LARGEST_DOCUMENT = 5 * 1024 * 1024;

    private final RequestStore requests;
    private final Kept<Content> contents;
    private final MimeTypes mimeTypes;
    private final InstantSource clock;

    /** @param base64 the document's bytes */
    record Content(String base64) {}

    RequestDocuments(RequestStore requests, Documents documents, MimeTypes mimeTypes, InstantSource clock) {
        this.requests = requests;
        this.contents = new Kept<>(documents, "authority-document", Content.class);
        this.mimeTypes = mimeTypes;
        this.clock = clock;
    }

    /** Fills in a document. */
    public OnboardingRequest upload(String id, String documentId, String filename, String base64, Person who) {
        OnboardingRequest request = requests.get(id, who);
        request.require(OnboardingStatus.IN_PROGRESS);
        RequestedDocument document = request.document(documentId);
        if (document.type() != Template.DocumentType.UPLOAD) {
            throw SimplProblem.badRequest("This document comes from an electronic identification, not as a file");
        }
        byte[] bytes = decoded(base64);
        String type = mimeTypes.get(document.mimeTypeId()).value();
        if (!ContentSniffer.fits(bytes, type)) {
            throw SimplProblem.badRequest("The content of '" + filename + "' is not " + type);
        }
        contents.put(documentId, new Content(base64));
        Instant now = clock.instant();
        OnboardingRequest changed = requests.change(id, r -> {
            r.require(OnboardingStatus.IN_PROGRESS);
            return r.changed(documentId, d -> d.filled(filename, bytes.length, now), now);
        });
        requests.note(who.username(), changed, "document-uploaded");
        return changed;
    }

    private static byte[] decoded(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length == 0 || bytes.length > LARGEST_DOCUMENT) {
                throw SimplProblem.badRequest("A document has 1 byte to " + (LARGEST_DOCUMENT >> 20) + " MB");
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw SimplProblem.badRequest("/content must be base64");
        }
    }

    /** Takes what the applicant's electronic identification says as the document's content. */
    public void identify(String id, String documentId, boolean identified, Person who) {
        OnboardingRequest request = requests.get(id, who);
        request.require(OnboardingStatus.IN_PROGRESS);
        if (request.document(documentId).type() != Template.DocumentType.EIDAS) {
            throw SimplProblem.badRequest("This document comes as a file, not from an electronic identification");
        }
        if (!identified) {
            throw SimplProblem.conflict("You have not signed in with an electronic identification");
        }
        Instant now = clock.instant();
        OnboardingRequest changed =
                requests.change(id, r -> r.changed(documentId, d -> d.filled("eIDAS", 1, now), now));
        requests.note(who.username(), changed, "identified");
    }

    /** Takes the content of a document away. */
    public void empty(String id, String documentId, Person who) {
        requests.get(id, who).require(OnboardingStatus.IN_PROGRESS);
        OnboardingRequest changed =
                requests.change(id, r -> r.changed(documentId, d -> d.emptied(clock.instant()), clock.instant()));
        contents.delete(documentId);
        requests.note(who.username(), changed, "document-removed");
    }

    /** The notary wants one more document. */
    public OnboardingRequest ask(String id, String description, String mimeTypeId, Person who) {
        Instant now = clock.instant();
        RequestedDocument fresh = new RequestedDocument(
                UUID.randomUUID().toString(),
                "",
                description,
                mimeTypes.named(mimeTypeId).id(),
                true,
                Template.DocumentType.UPLOAD,
                "",
                0,
                List.of(),
                now,
                now);
        OnboardingRequest changed = requests.change(id, r -> r.with(fresh, now));
        requests.note(who.username(), changed, "document-requested");
        return changed;
    }

    /** The bytes of a document; none where it has no content. */
    public byte[] content(String documentId) {
        return contents.find(documentId)
                .map(c -> Base64.getDecoder().decode(c.base64()))
                .orElse(new byte[0]);
    }

    /** A document that an applicant uploaded. */
    public record File(String name, byte[] content) {
        /** The name without characters that have a meaning in headers or paths. */
        public String safeName() {
            return name.replaceAll("[^A-Za-z0-9._-]", "_");
        }
    }

    /** The content of a document, under the name that the applicant gave it. */
    public File file(String id, String documentId) {
        RequestedDocument document = requests.get(id).document(documentId);
        if (!document.hasContent()) {
            throw SimplProblem.notFound("The document has no content yet");
        }
        return new File(document.filename(), content(documentId));
    }
}

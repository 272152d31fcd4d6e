package eu.twintown.node.authority.onboarding.template;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an organisation must bring to join as one type of participant, and what it gets.
 *
 * @param attributes codes of the identity attributes that an approval brings
 */
public record Template(
        String id,
        ParticipantType type,
        String description,
        String instructions,
        List<DocumentTemplate> documents,
        List<String> attributes,
        Term term,
        Instant createdAt,
        Instant updatedAt) {

    /** How a document comes. */
    public enum DocumentType {
        UPLOAD,
        EIDAS
    }

    /** A document that a request needs. */
    public record DocumentTemplate(
            String id,
            String name,
            String description,
            boolean mandatory,
            String mimeTypeId,
            DocumentType type,
            Instant createdAt,
            Instant updatedAt) {}

    public Optional<DocumentTemplate> document(String wanted) {
        return documents.stream().filter(d -> d.id().equals(wanted)).findFirst();
    }

    public Template withAttributes(List<String> codes, Instant now) {
        return new Template(id, type, description, instructions, documents, codes, term, createdAt, now);
    }
}

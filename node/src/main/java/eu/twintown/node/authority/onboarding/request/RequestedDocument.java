package eu.twintown.node.authority.onboarding.request;

import eu.twintown.node.authority.onboarding.template.Rule;
import eu.twintown.node.authority.onboarding.template.Template;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A document that a request needs, with or without its content; the content itself lies elsewhere.
 *
 * @param templateId empty = the notary asked for it beyond the template
 * @param filename empty = nothing was uploaded yet
 */
public record RequestedDocument(
        String id,
        String templateId,
        String description,
        String mimeTypeId,
        boolean mandatory,
        Template.DocumentType type,
        String filename,
        long size,
        List<Execution> executions,
        Instant createdAt,
        Instant updatedAt) {

    /** What a rule's check came to, in the words of the published API. */
    public enum Result {
        NOT_EXECUTED,
        IN_PROGRESS,
        SUCCESS,
        REJECTED,
        FAULT
    }

    /** What a check found. */
    public record Remark(String code, String message) {}

    /** One check by one rule. */
    public record Execution(
            String id,
            String ruleId,
            Rule.Type ruleType,
            String name,
            String description,
            Result result,
            List<Remark> remarks,
            Instant start,
            Instant end) {}

    /** What a template asks for, without content yet. */
    static RequestedDocument of(Template.DocumentTemplate asked, Instant now) {
        return new RequestedDocument(
                UUID.randomUUID().toString(),
                asked.id(),
                asked.description(),
                asked.mimeTypeId(),
                asked.mandatory(),
                asked.type(),
                "",
                0,
                List.of(),
                now,
                now);
    }

    /** Whether the applicant has brought it. */
    public boolean hasContent() {
        return size > 0;
    }

    RequestedDocument filled(String name, long bytes, Instant now) {
        return new RequestedDocument(
                id, templateId, description, mimeTypeId, mandatory, type, name, bytes, List.of(), createdAt, now);
    }

    RequestedDocument emptied(Instant now) {
        return filled("", 0, now);
    }

    RequestedDocument with(List<Execution> next) {
        return new RequestedDocument(
                id,
                templateId,
                description,
                mimeTypeId,
                mandatory,
                type,
                filename,
                size,
                List.copyOf(next),
                createdAt,
                updatedAt);
    }
}

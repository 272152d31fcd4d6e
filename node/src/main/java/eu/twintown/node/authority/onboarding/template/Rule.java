package eu.twintown.node.authority.onboarding.template;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule by which requests are checked.
 *
 * @param documentTemplate the document it looks at; empty for a composite one
 * @param forApproval false = it looks for faults when a request is submitted; true = it must hold before an approval
 * @param required whether its failure counts, or is only remarked
 * @param validationUri of a content check: where to ask; empty for other rules
 * @param rules of a composite rule: its parts
 */
public record Rule(
        String id,
        String templateId,
        Type type,
        String name,
        String description,
        Instant validSince,
        @Nullable Instant validTo,
        boolean active,
        String documentTemplate,
        boolean forApproval,
        boolean required,
        String validationUri,
        List<Rule> rules,
        Strategy strategy,
        Eidas eidas,
        Instant createdAt,
        Instant updatedAt) {

    /** Kinds of rules. */
    public enum Type {
        DOCUMENT_PRESENCE_CHECK,
        DOCUMENT_CONTENT_CHECK,
        COMPOSITE,
        EIDAS
    }

    /** How many parts of a composite rule must hold. */
    public enum Strategy {
        ALL,
        AT_LEAST_ONE
    }

    /** Whom an electronic identification identifies. */
    public enum PersonType {
        NATURAL_PERSON,
        LEGAL_PERSON
    }

    /** What an attribute of an electronic identification must be. */
    public enum Condition {
        IS_PRESENT,
        CONTAINS
    }

    /** @param attribute URI of the attribute; empty where the rule is of another kind */
    public record Eidas(PersonType person, String attribute, Condition condition, String value) {
        static final Eidas NONE = new Eidas(PersonType.NATURAL_PERSON, "", Condition.IS_PRESENT, "");
    }

    public boolean holdsAt(Instant now) {
        return active && !now.isBefore(validSince) && (validTo == null || now.isBefore(validTo));
    }
}

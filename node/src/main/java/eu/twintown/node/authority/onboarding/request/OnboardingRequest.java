package eu.twintown.node.authority.onboarding.request;

import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.authority.onboarding.template.ParticipantType;
import eu.twintown.node.authority.onboarding.template.Term;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An organisation's request to join.
 *
 * @param attributes codes of the identity attributes that an approval brings
 * @param outcome what came of it
 */
public record OnboardingRequest(
        String id,
        Applicant applicant,
        ParticipantType type,
        String organization,
        String templateId,
        String instructions,
        OnboardingStatus status,
        List<RequestedDocument> documents,
        List<Comment> comments,
        List<String> attributes,
        Term term,
        Outcome outcome,
        Instant createdAt,
        Instant updatedAt,
        Instant statusAt) {

    /** Who filled it in. */
    public record Applicant(String username, String firstName, String lastName, String email) {}

    /** A remark that both sides see. */
    public record Comment(String id, String author, String content, Instant at) {}

    /** @param participantId set by an approval; all empty until something came of the request */
    public record Outcome(String rejectionCause, String participantId, String credentialId) {
        static final Outcome OPEN = new Outcome("", "", "");
    }

    /** The same request one step further. Where that step does not exist, nothing changes but the caller is told. */
    OnboardingRequest moved(OnboardingStatus next, Instant now) {
        if (!status.mayBecome(next)) {
            throw SimplProblem.forbidden("A request that is " + status + " cannot become " + next);
        }
        return copy(next, documents, comments, attributes, term, outcome, now, now);
    }

    void require(OnboardingStatus wanted) {
        if (status != wanted) {
            throw SimplProblem.forbidden("The request is " + status + "; this is possible while it is " + wanted);
        }
    }

    /** One of its documents, by id. */
    public RequestedDocument document(String wanted) {
        return documents.stream()
                .filter(d -> d.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> SimplProblem.notFound("The request has no document " + wanted));
    }

    Optional<RequestedDocument> documentOf(String template) {
        return documents.stream().filter(d -> d.templateId().equals(template)).findFirst();
    }

    OnboardingRequest with(RequestedDocument fresh, Instant now) {
        List<RequestedDocument> all = new ArrayList<>(documents);
        all.add(fresh);
        return withDocuments(all, now);
    }

    OnboardingRequest changed(String documentId, UnaryOperator<RequestedDocument> change, Instant now) {
        document(documentId);
        return withDocuments(
                documents.stream()
                        .map(d -> d.id().equals(documentId) ? change.apply(d) : d)
                        .toList(),
                now);
    }

    OnboardingRequest withDocuments(List<RequestedDocument> all, Instant now) {
        return copy(status, all, comments, attributes, term, outcome, now, statusAt);
    }

    OnboardingRequest with(Comment comment) {
        List<Comment> all = new ArrayList<>(comments);
        all.add(comment);
        return copy(status, documents, all, attributes, term, outcome, comment.at(), statusAt);
    }

    OnboardingRequest withAttributes(List<String> codes, Instant now) {
        return copy(status, documents, comments, codes, term, outcome, now, statusAt);
    }

    OnboardingRequest with(Term next, Instant now) {
        return copy(status, documents, comments, attributes, next, outcome, now, statusAt);
    }

    OnboardingRequest with(Outcome next, Instant now) {
        return copy(status, documents, comments, attributes, term, next, now, statusAt);
    }

    private OnboardingRequest copy(
            OnboardingStatus newStatus,
            List<RequestedDocument> newDocuments,
            List<Comment> newComments,
            List<String> newAttributes,
            Term newTerm,
            Outcome newOutcome,
            Instant newUpdatedAt,
            Instant newStatusAt) {
        return new OnboardingRequest(
                id,
                applicant,
                type,
                organization,
                templateId,
                instructions,
                newStatus,
                List.copyOf(newDocuments),
                List.copyOf(newComments),
                List.copyOf(newAttributes),
                newTerm,
                newOutcome,
                createdAt,
                newUpdatedAt,
                newStatusAt);
    }
}

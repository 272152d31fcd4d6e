package eu.twintown.node.authority.onboarding.request;

import eu.twintown.node.authority.api.Journal;
import eu.twintown.node.authority.api.Person;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.authority.onboarding.request.OnboardingRequest.Applicant;
import eu.twintown.node.authority.onboarding.request.OnboardingRequest.Comment;
import eu.twintown.node.authority.onboarding.request.OnboardingRequest.Outcome;
import eu.twintown.node.authority.onboarding.template.MimeTypes;
import eu.twintown.node.authority.onboarding.template.ParticipantType;
import eu.twintown.node.authority.onboarding.template.Rules;
import eu.twintown.node.authority.onboarding.template.Template;
import eu.twintown.node.authority.onboarding.template.Templates;
import eu.twintown.node.authority.onboarding.template.Term;
import eu.twintown.store.document.Documents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The requests to join, from their creation to the decision. Every step is kept with its time and who took it. What a
 * step changes it changes in one write: a request never stands between two states.
 */
public final class OnboardingRequests {
    private final RequestStore requests;
    private final RequestDocuments documents;
    private final Evaluation evaluation;
    private final Templates templates;
    private final Membership membership;
    private final InstantSource clock;

    /** Takes an approved organisation up as a participant; gives the participant's id. */
    @FunctionalInterface
    public interface Membership {
        String admit(OnboardingRequest request, String who);
    }

    /**
     * What requests are judged by.
     *
     * @param outside asks services that rules name
     * @param eidas user name to what an electronic identification says
     */
    public record Procedure(
            Templates templates,
            Rules rules,
            MimeTypes mimeTypes,
            ContentCheck outside,
            Function<String, Map<String, String>> eidas) {}

    /** @param membership takes approved organisations up */
    public OnboardingRequests(
            Documents store, Procedure procedure, Membership membership, Journal journal, InstantSource clock) {
        MimeTypes mimeTypes = procedure.mimeTypes();
        this.requests = new RequestStore(store, journal);
        this.documents = new RequestDocuments(requests, store, mimeTypes, clock);
        this.templates = procedure.templates();
        this.membership = membership;
        this.clock = clock;
        RuleRunner runner = new RuleRunner(
                procedure.outside(),
                documents::content,
                id -> id.isEmpty() ? "" : mimeTypes.get(id).value(),
                procedure.eidas(),
                clock);
        this.evaluation = new Evaluation(requests, procedure.rules(), runner, clock);
    }

    /** Their documents. */
    public RequestDocuments documents() {
        return documents;
    }

    public List<OnboardingRequest> all() {
        return requests.all();
    }

    public OnboardingRequest get(String id) {
        return requests.get(id);
    }

    /** As {@link #get}; an applicant gets only its own. */
    public OnboardingRequest get(String id, Person who) {
        return requests.get(id, who);
    }

    /** Begins a request, with the documents that the template of this type asks for. */
    public OnboardingRequest create(Applicant applicant, ParticipantType type, String organization) {
        Template template = templates
                .of(type)
                .orElseThrow(() -> SimplProblem.badRequest("Nobody can join as " + type + " at the moment"));
        boolean open = all().stream()
                .filter(r -> r.applicant().username().equals(applicant.username()))
                .anyMatch(r -> r.status() != OnboardingStatus.REJECTED);
        if (open) {
            throw SimplProblem.conflict("You have a request already");
        }
        Instant now = clock.instant();
        List<RequestedDocument> wanted = template.documents().stream()
                .map(document -> RequestedDocument.of(document, now))
                .toList();
        OnboardingRequest request = new OnboardingRequest(
                UUID.randomUUID().toString(),
                applicant,
                type,
                organization,
                template.id(),
                template.instructions(),
                OnboardingStatus.IN_PROGRESS,
                wanted,
                List.of(),
                template.attributes(),
                template.term(),
                Outcome.OPEN,
                now,
                now,
                now);
        requests.create(request);
        requests.note(applicant.username(), request, "created");
        return request;
    }

    /** Hands the request in: the rules look for faults, and where there is none the notary has it next. */
    public OnboardingRequest submit(String id, Person who) {
        OnboardingRequest request = get(id, who);
        request.require(OnboardingStatus.IN_PROGRESS);
        for (RequestedDocument document : request.documents()) {
            if (document.mandatory() && !document.hasContent()) {
                throw SimplProblem.forbidden("The document '" + document.description() + "' is missing");
            }
        }
        OnboardingRequest evaluating = requests.change(id, r -> r.moved(OnboardingStatus.EVALUATING, clock.instant()));
        requests.note(who.username(), evaluating, "submitted");
        return evaluation.judge(evaluating);
    }

    /** Looks for faults once more while the notary has the request. */
    public void evaluateFaults(String id, Person who) {
        OnboardingRequest request = get(id);
        if (evaluation.rulesOf(request, false).isEmpty()) {
            throw SimplProblem.badRequest("Onboarding request found, but no fault rules present");
        }
        request.require(OnboardingStatus.IN_REVIEW);
        evaluation.run(request, false);
        requests.note(who.username(), request, "rules-evaluated");
    }

    /** Adds a remark that both sides see. */
    public OnboardingRequest comment(String id, String content, Person who) {
        get(id, who);
        Comment comment = new Comment(UUID.randomUUID().toString(), who.fullName(), content, clock.instant());
        OnboardingRequest changed = requests.change(id, r -> r.with(comment));
        requests.note(who.username(), changed, "commented");
        return changed;
    }

    /** Gives the request back to the applicant. */
    public OnboardingRequest requestRevision(String id, Person who) {
        OnboardingRequest changed = requests.change(id, r -> r.moved(OnboardingStatus.IN_PROGRESS, clock.instant()));
        requests.note(who.username(), changed, "revision-requested");
        return changed;
    }

    /** Refuses, with the cause that the applicant is told. */
    public OnboardingRequest reject(String id, String cause, Person who) {
        Instant now = clock.instant();
        OnboardingRequest changed =
                requests.change(id, r -> r.moved(OnboardingStatus.REJECTED, now).with(new Outcome(cause, "", ""), now));
        requests.note(who.username(), changed, "rejected");
        return changed;
    }

    /** The organisation becomes a participant. */
    public OnboardingRequest approve(String id, Person who) {
        OnboardingRequest request = get(id);
        request.require(OnboardingStatus.IN_REVIEW);
        OnboardingRequest checked = evaluation.run(request, true);
        if (evaluation.failed(checked, true)) {
            throw SimplProblem.forbidden("A rule that an approval needs does not hold; see the documents' remarks");
        }
        Instant now = clock.instant();
        OnboardingRequest approved = requests.change(id, r -> r.moved(OnboardingStatus.APPROVED, now));
        requests.note(who.username(), approved, "approved");
        return admit(approved, who.username());
    }

    private OnboardingRequest admit(OnboardingRequest approved, String who) {
        String participant = membership.admit(approved, who);
        return requests.change(approved.id(), r -> r.with(new Outcome("", participant, ""), clock.instant()));
    }

    /** Ends what a sudden stop of the process left half-way: evaluations, and admissions after an approval. */
    public void resume() {
        for (OnboardingRequest request : all()) {
            if (request.status() == OnboardingStatus.EVALUATING) {
                evaluation.judge(request);
            } else if (request.status() == OnboardingStatus.APPROVED
                    && request.outcome().participantId().isEmpty()) {
                admit(request, Evaluation.AUTHORITY);
            }
        }
    }

    /** Which identity attributes an approval brings. */
    public OnboardingRequest setAttributes(String id, List<String> codes, Person who) {
        templates.requireAttributes(codes);
        OnboardingRequest changed = requests.change(id, r -> r.withAttributes(codes, clock.instant()));
        requests.note(who.username(), changed, "attributes-set");
        return changed;
    }

    /** How long the certificates are to be valid. */
    public OnboardingRequest setTerm(String id, Term term, Person who) {
        OnboardingRequest changed = requests.change(id, r -> r.with(term, clock.instant()));
        requests.note(who.username(), changed, "term-set");
        return changed;
    }

    /** Notes the certificate that came of the request. */
    public OnboardingRequest setCredential(String id, String credentialId, Person who) {
        get(id, who);
        return requests.change(
                id,
                r -> r.with(
                        new Outcome(r.outcome().rejectionCause(), r.outcome().participantId(), credentialId),
                        clock.instant()));
    }

    /** How long the certificates of a participant that came by a request are valid. */
    public Optional<Duration> validity(String participantId) {
        return all().stream()
                .filter(r -> r.outcome().participantId().equals(participantId))
                .findFirst()
                .map(r -> r.term().duration());
    }

    /** What happened to a request, oldest first. */
    public List<Journal.Entry> history(String id) {
        return requests.history(id);
    }
}

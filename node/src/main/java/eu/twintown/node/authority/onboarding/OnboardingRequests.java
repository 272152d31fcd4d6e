package eu.twintown.node.authority.onboarding;

import eu.twintown.node.authority.api.Journal;
import eu.twintown.node.authority.api.Kept;
import eu.twintown.node.authority.api.Person;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.authority.onboarding.OnboardingRequest.Applicant;
import eu.twintown.node.authority.onboarding.OnboardingRequest.Comment;
import eu.twintown.node.authority.onboarding.OnboardingRequest.Outcome;
import eu.twintown.node.authority.onboarding.RequestedDocument.Execution;
import eu.twintown.node.authority.onboarding.RequestedDocument.Result;
import eu.twintown.store.Documents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The requests to join, from their creation to the decision. Every step is kept with its time and who took it. What a
 * step changes it changes in one write: a request never stands between two states.
 */
public final class OnboardingRequests {
    private static final String AUTHORITY = "authority";
    private static final int LARGEST_DOCUMENT = 5 * 1024 * 1024;

    private final Kept<OnboardingRequest> requests;
    private final Kept<Content> contents;
    private final Templates templates;
    private final Rules rules;
    private final MimeTypes mimeTypes;
    private final RuleRunner runner;
    private final Membership membership;
    private final Journal journal;
    private final InstantSource clock;

    /** @param base64 the document's bytes */
    record Content(String base64) {}

    /** Takes an approved organisation up as a participant; gives the participant's id. */
    @FunctionalInterface
    public interface Membership {
        String admit(OnboardingRequest request, String who);
    }

    OnboardingRequests(
            Documents documents,
            Templates templates,
            Rules rules,
            MimeTypes mimeTypes,
            ContentCheck outside,
            Function<String, Map<String, String>> eidas,
            Membership membership,
            Journal journal,
            InstantSource clock) {
        this.requests = new Kept<>(documents, "authority-request", OnboardingRequest.class);
        this.contents = new Kept<>(documents, "authority-document", Content.class);
        this.templates = templates;
        this.rules = rules;
        this.mimeTypes = mimeTypes;
        this.membership = membership;
        this.journal = journal;
        this.clock = clock;
        this.runner = new RuleRunner(
                outside,
                this::content,
                id -> id.isEmpty() ? "" : mimeTypes.get(id).value(),
                eidas,
                clock);
    }

    public List<OnboardingRequest> all() {
        return requests.all();
    }

    public OnboardingRequest get(String id) {
        return requests.find(id).orElseThrow(() -> SimplProblem.notFound("There is no onboarding request " + id));
    }

    /** As {@link #get}; an applicant gets only its own. */
    OnboardingRequest get(String id, Person who) {
        OnboardingRequest request = get(id);
        if (!who.hasOneOf(Person.NOTARY) && !request.applicant().username().equals(who.username())) {
            throw SimplProblem.forbidden("This request is not yours");
        }
        return request;
    }

    OnboardingRequest create(Applicant applicant, ParticipantType type, String organization) {
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
        List<RequestedDocument> documents = template.documents().stream()
                .map(d -> new RequestedDocument(
                        UUID.randomUUID().toString(),
                        d.id(),
                        d.description(),
                        d.mimeTypeId(),
                        d.mandatory(),
                        d.type(),
                        "",
                        0,
                        List.of(),
                        now,
                        now))
                .toList();
        OnboardingRequest request = new OnboardingRequest(
                UUID.randomUUID().toString(),
                applicant,
                type,
                organization,
                template.id(),
                template.instructions(),
                OnboardingStatus.IN_PROGRESS,
                documents,
                List.of(),
                template.attributes(),
                template.term(),
                Outcome.OPEN,
                now,
                now,
                now);
        requests.create(request.id(), request);
        note(applicant.username(), request, "created");
        return request;
    }

    /** Fills in a document. */
    OnboardingRequest upload(String id, String documentId, String filename, String base64, Person who) {
        OnboardingRequest request = get(id, who);
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
        OnboardingRequest changed = change(id, r -> {
            r.require(OnboardingStatus.IN_PROGRESS);
            return r.changed(documentId, d -> d.filled(filename, bytes.length, now), now);
        });
        note(who.username(), changed, "document-uploaded");
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
    void identify(String id, String documentId, boolean identified, Person who) {
        OnboardingRequest request = get(id, who);
        request.require(OnboardingStatus.IN_PROGRESS);
        if (request.document(documentId).type() != Template.DocumentType.EIDAS) {
            throw SimplProblem.badRequest("This document comes as a file, not from an electronic identification");
        }
        if (!identified) {
            throw SimplProblem.conflict("You have not signed in with an electronic identification");
        }
        Instant now = clock.instant();
        OnboardingRequest changed = change(id, r -> r.changed(documentId, d -> d.filled("eIDAS", 1, now), now));
        note(who.username(), changed, "identified");
    }

    void empty(String id, String documentId, Person who) {
        get(id, who).require(OnboardingStatus.IN_PROGRESS);
        OnboardingRequest changed =
                change(id, r -> r.changed(documentId, d -> d.emptied(clock.instant()), clock.instant()));
        contents.delete(documentId);
        note(who.username(), changed, "document-removed");
    }

    /** The notary wants one more document. */
    OnboardingRequest ask(String id, String description, String mimeTypeId, Person who) {
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
        OnboardingRequest changed = change(id, r -> r.with(fresh, now));
        note(who.username(), changed, "document-requested");
        return changed;
    }

    byte[] content(String documentId) {
        return contents.find(documentId)
                .map(c -> Base64.getDecoder().decode(c.base64()))
                .orElse(new byte[0]);
    }

    /** Hands the request in: the rules look for faults, and where there is none the notary has it next. */
    OnboardingRequest submit(String id, Person who) {
        OnboardingRequest request = get(id, who);
        request.require(OnboardingStatus.IN_PROGRESS);
        for (RequestedDocument document : request.documents()) {
            if (document.mandatory() && !document.hasContent()) {
                throw SimplProblem.forbidden("The document '" + document.description() + "' is missing");
            }
        }
        OnboardingRequest evaluating = change(id, r -> r.moved(OnboardingStatus.EVALUATING, clock.instant()));
        note(who.username(), evaluating, "submitted");
        return evaluate(evaluating);
    }

    private OnboardingRequest evaluate(OnboardingRequest evaluating) {
        String id = evaluating.id();
        OnboardingRequest evaluated = run(evaluating, false);
        boolean faulty = failed(evaluated, false);
        OnboardingStatus next = faulty ? OnboardingStatus.IN_PROGRESS : OnboardingStatus.IN_REVIEW;
        OnboardingRequest moved = change(id, r -> r.moved(next, clock.instant()));
        note(AUTHORITY, moved, faulty ? "faults-found" : "in-review");
        return moved;
    }

    /** Looks for faults once more while the notary has the request. */
    void evaluateFaults(String id, Person who) {
        OnboardingRequest request = get(id);
        if (rulesOf(request, false).isEmpty()) {
            throw SimplProblem.badRequest("Onboarding request found, but no fault rules present");
        }
        request.require(OnboardingStatus.IN_REVIEW);
        run(request, false);
        note(who.username(), request, "rules-evaluated");
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
        RequestedDocument document = get(id).document(documentId);
        if (!document.hasContent()) {
            throw SimplProblem.notFound("The document has no content yet");
        }
        return new File(document.filename(), content(documentId));
    }

    public OnboardingRequest comment(String id, String content, Person who) {
        get(id, who);
        Comment comment = new Comment(UUID.randomUUID().toString(), who.fullName(), content, clock.instant());
        OnboardingRequest changed = change(id, r -> r.with(comment));
        note(who.username(), changed, "commented");
        return changed;
    }

    public OnboardingRequest requestRevision(String id, Person who) {
        OnboardingRequest changed = change(id, r -> r.moved(OnboardingStatus.IN_PROGRESS, clock.instant()));
        note(who.username(), changed, "revision-requested");
        return changed;
    }

    public OnboardingRequest reject(String id, String cause, Person who) {
        Instant now = clock.instant();
        OnboardingRequest changed =
                change(id, r -> r.moved(OnboardingStatus.REJECTED, now).with(new Outcome(cause, "", ""), now));
        note(who.username(), changed, "rejected");
        return changed;
    }

    /** The organisation becomes a participant. */
    public OnboardingRequest approve(String id, Person who) {
        OnboardingRequest request = get(id);
        request.require(OnboardingStatus.IN_REVIEW);
        OnboardingRequest checked = run(request, true);
        if (failed(checked, true)) {
            throw SimplProblem.forbidden("A rule that an approval needs does not hold; see the documents' remarks");
        }
        Instant now = clock.instant();
        OnboardingRequest approved = change(id, r -> r.moved(OnboardingStatus.APPROVED, now));
        note(who.username(), approved, "approved");
        return admit(approved, who.username());
    }

    private OnboardingRequest admit(OnboardingRequest approved, String who) {
        String participant = membership.admit(approved, who);
        return change(approved.id(), r -> r.with(new Outcome("", participant, ""), clock.instant()));
    }

    /** Ends what a sudden stop of the process left half-way: evaluations, and admissions after an approval. */
    public void resume() {
        for (OnboardingRequest request : all()) {
            if (request.status() == OnboardingStatus.EVALUATING) {
                evaluate(request);
            } else if (request.status() == OnboardingStatus.APPROVED
                    && request.outcome().participantId().isEmpty()) {
                admit(request, AUTHORITY);
            }
        }
    }

    public OnboardingRequest setAttributes(String id, List<String> codes, Person who) {
        templates.requireAttributes(codes);
        OnboardingRequest changed = change(id, r -> r.withAttributes(codes, clock.instant()));
        note(who.username(), changed, "attributes-set");
        return changed;
    }

    OnboardingRequest setTerm(String id, Term term, Person who) {
        OnboardingRequest changed = change(id, r -> r.with(term, clock.instant()));
        note(who.username(), changed, "term-set");
        return changed;
    }

    OnboardingRequest setCredential(String id, String credentialId, Person who) {
        get(id, who);
        return change(
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
        return journal.about(id);
    }

    private List<Rule> rulesOf(OnboardingRequest request, boolean forApproval) {
        Instant now = clock.instant();
        return rules.of(request.templateId()).stream()
                .filter(rule -> rule.forApproval() == forApproval && rule.holdsAt(now))
                .toList();
    }

    /** Runs the rules and puts what they say beside the documents they look at. */
    private OnboardingRequest run(OnboardingRequest request, boolean forApproval) {
        List<Rule> due = rulesOf(request, forApproval);
        List<Execution> executions =
                due.stream().map(rule -> runner.run(rule, request)).toList();
        return change(request.id(), r -> {
            List<RequestedDocument> documents = new ArrayList<>();
            for (RequestedDocument document : r.documents()) {
                List<Execution> own = new ArrayList<>(document.executions().stream()
                        .filter(e -> due.stream().noneMatch(rule -> rule.id().equals(e.ruleId())))
                        .toList());
                for (int i = 0; i < due.size(); i++) {
                    if (concerns(due.get(i), document)) {
                        own.add(executions.get(i));
                    }
                }
                documents.add(document.with(own));
            }
            return r.withDocuments(documents, clock.instant());
        });
    }

    private static boolean concerns(Rule rule, RequestedDocument document) {
        return rule.type() == Rule.Type.COMPOSITE
                ? rule.rules().stream().anyMatch(part -> concerns(part, document))
                : rule.documentTemplate().equals(document.templateId());
    }

    private boolean failed(OnboardingRequest request, boolean forApproval) {
        return rulesOf(request, forApproval).stream()
                .filter(Rule::required)
                .anyMatch(rule -> request.documents().stream()
                        .flatMap(d -> d.executions().stream())
                        .anyMatch(e -> e.ruleId().equals(rule.id()) && e.result() != Result.SUCCESS));
    }

    private OnboardingRequest change(String id, UnaryOperator<OnboardingRequest> step) {
        return requests.update(id, step)
                .orElseThrow(() -> SimplProblem.notFound("There is no onboarding request " + id));
    }

    private void note(String who, OnboardingRequest request, String what) {
        journal.add(who, "request." + what, request.id(), request.status().name());
    }
}

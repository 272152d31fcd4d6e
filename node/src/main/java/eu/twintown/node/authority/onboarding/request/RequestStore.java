package eu.twintown.node.authority.onboarding.request;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.authority.api.Journal;
import eu.twintown.node.authority.api.Kept;
import eu.twintown.node.authority.api.Person;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.store.document.Documents;
import java.util.List;
import java.util.function.UnaryOperator;

/** The requests on record, and what the journal says about them. */
final class RequestStore {
    private final Kept<OnboardingRequest> requests;
    private final Journal journal;

    RequestStore(Documents documents, Journal journal) {
        this.requests = new Kept<>(documents, "authority-request", OnboardingRequest.class);
        this.journal = journal;
    }

    List<OnboardingRequest> all() {
        return requests.all();
    }

    OnboardingRequest get(String id) {
        return requests.find(id).orElseThrow(() -> unknown(id));
    }

    /** As {@link #get}; an applicant gets only its own. */
    OnboardingRequest get(String id, Person who) {
        OnboardingRequest request = get(id);
        if (!who.hasOneOf(Person.NOTARY) && !request.applicant().username().equals(who.username())) {
            throw SimplProblem.forbidden("This request is not yours");
        }
        return request;
    }

    void create(OnboardingRequest request) {
        requests.create(request.id(), request);
    }

    /** Changes a request in one write; gives what it has become. */
    OnboardingRequest change(String id, UnaryOperator<OnboardingRequest> step) {
        return requests.update(id, step).orElseThrow(() -> unknown(id));
    }

    private static ProblemException unknown(String id) {
        return SimplProblem.notFound("There is no onboarding request " + id);
    }

    /** Keeps who did what to a request, with the state that it has now. */
    void note(String who, OnboardingRequest request, String what) {
        journal.add(who, "request." + what, request.id(), request.status().name());
    }

    /** What happened to a request, oldest first. */
    List<Journal.Entry> history(String id) {
        return journal.about(id);
    }
}

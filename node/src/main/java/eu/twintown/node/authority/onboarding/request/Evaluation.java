package eu.twintown.node.authority.onboarding.request;

import eu.twintown.node.authority.onboarding.request.RequestedDocument.Execution;
import eu.twintown.node.authority.onboarding.request.RequestedDocument.Result;
import eu.twintown.node.authority.onboarding.template.Rule;
import eu.twintown.node.authority.onboarding.template.Rules;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What the automatic rules say of a request. */
final class Evaluation {
    /** Who did it, where no person did. */
    static final String AUTHORITY = "authority";

    private final RequestStore requests;
    private final Rules rules;
    private final RuleRunner runner;
    private final InstantSource clock;

    Evaluation(RequestStore requests, Rules rules, RuleRunner runner, InstantSource clock) {
        this.requests = requests;
        this.rules = rules;
        this.runner = runner;
        this.clock = clock;
    }

    /** Looks for faults in a request that was handed in: it goes back, or on to the notary. */
    OnboardingRequest judge(OnboardingRequest handedIn) {
        boolean faulty = failed(run(handedIn, false), false);
        OnboardingStatus next = faulty ? OnboardingStatus.IN_PROGRESS : OnboardingStatus.IN_REVIEW;
        OnboardingRequest moved = requests.change(handedIn.id(), r -> r.moved(next, clock.instant()));
        requests.note(AUTHORITY, moved, faulty ? "faults-found" : "in-review");
        return moved;
    }

    /** The rules that count now: those for an approval, or those that look for faults. */
    List<Rule> rulesOf(OnboardingRequest request, boolean forApproval) {
        Instant now = clock.instant();
        return rules.of(request.templateId()).stream()
                .filter(rule -> rule.forApproval() == forApproval && rule.holdsAt(now))
                .toList();
    }

    /** Runs the rules and puts what they say beside the documents they look at. */
    OnboardingRequest run(OnboardingRequest request, boolean forApproval) {
        List<Rule> due = rulesOf(request, forApproval);
        List<Execution> executions =
                due.stream().map(rule -> runner.run(rule, request)).toList();
        return requests.change(request.id(), r -> {
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

    /** Whether a rule that must hold does not. */
    boolean failed(OnboardingRequest request, boolean forApproval) {
        return rulesOf(request, forApproval).stream()
                .filter(Rule::required)
                .anyMatch(rule -> request.documents().stream()
                        .flatMap(d -> d.executions().stream())
                        .anyMatch(e -> e.ruleId().equals(rule.id()) && e.result() != Result.SUCCESS));
    }
}

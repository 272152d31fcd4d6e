package eu.twintown.node.authority.onboarding;

import eu.twintown.node.authority.api.Api;
import eu.twintown.node.authority.api.Journal;
import eu.twintown.node.authority.onboarding.request.ContentCheck;
import eu.twintown.node.authority.onboarding.request.OnboardingRequest;
import eu.twintown.node.authority.onboarding.request.OnboardingRequests;
import eu.twintown.node.authority.onboarding.request.StatusLabels;
import eu.twintown.node.authority.onboarding.template.MimeTypes;
import eu.twintown.node.authority.onboarding.template.Rules;
import eu.twintown.node.authority.onboarding.template.Templates;
import eu.twintown.node.authority.tier1.Accounts;
import eu.twintown.store.document.Documents;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;

/** The onboarding room: builds its parts and gives its routes. */
public final class Onboarding {
    private final MimeTypes mimeTypes;
    private final Templates templates;
    private final Rules rules;
    private final StatusLabels labels;
    private final OnboardingRequests requests;
    private final Accounts accounts;

    /**
     * @param isAttribute whether there is an identity attribute of this code
     * @param outside asks services that rules name
     * @param membership takes approved organisations up
     */
    public Onboarding(
            Documents documents,
            Accounts accounts,
            Predicate<String> isAttribute,
            ContentCheck outside,
            OnboardingRequests.Membership membership,
            Journal journal,
            InstantSource clock) {
        this.accounts = accounts;
        this.mimeTypes = new MimeTypes(documents);
        this.templates = new Templates(documents, mimeTypes, isAttribute, clock);
        this.rules = new Rules(documents, clock);
        this.labels = new StatusLabels(documents);
        this.requests = new OnboardingRequests(
                documents,
                new OnboardingRequests.Procedure(templates, rules, mimeTypes, outside, accounts::eidas),
                membership,
                journal,
                clock);
    }

    public OnboardingRequests requests() {
        return requests;
    }

    public List<HttpService> routes(Api api) {
        OnboardingViews views = new OnboardingViews(mimeTypes, templates, labels);
        return List.of(
                new RequestRoutes(api, requests, views, accounts),
                new RequestFillingRoutes(api, requests, views, accounts),
                new TemplateRoutes(api, templates, rules, requests, views),
                new VocabularyRoutes(api, mimeTypes, labels));
    }

    /** A request as the queue shows it. */
    public tools.jackson.databind.node.ObjectNode queueView(OnboardingRequest request) {
        return new QueueView(templates, mimeTypes).of(request, requests.history(request.id()));
    }
}

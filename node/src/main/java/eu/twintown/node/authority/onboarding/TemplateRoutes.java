package eu.twintown.node.authority.onboarding;

import eu.twintown.node.authority.api.Api;
import eu.twintown.node.authority.api.Call;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.authority.onboarding.request.OnboardingRequests;
import eu.twintown.node.authority.onboarding.template.Rule;
import eu.twintown.node.authority.onboarding.template.Rules;
import eu.twintown.node.authority.onboarding.template.Template;
import eu.twintown.node.authority.onboarding.template.Templates;
import eu.twintown.node.http.Exchange;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Procedure templates and their rules (version 1). */
final class TemplateRoutes implements HttpService {
    private static final String BASE = "/v1/onboardingProcedureTemplates";
    private static final String ONE = BASE + "/{onboardingProcedureTemplateId}";
    private static final String RULES = ONE + "/validationRules";
    private static final String RULE = RULES + "/{validationRuleId}";

    private final Api api;
    private final Templates templates;
    private final Rules rules;
    private final OnboardingRequests requests;
    private final OnboardingViews views;

    TemplateRoutes(Api api, Templates templates, Rules rules, OnboardingRequests requests, OnboardingViews views) {
        this.api = api;
        this.templates = templates;
        this.rules = rules;
        this.requests = requests;
        this.views = views;
    }

    @Override
    public void routing(HttpRules routes) {
        routes.get(BASE, Exchange.handler(api.on(this::list)))
                .post(
                        BASE,
                        Exchange.handler(
                                api.on(call -> call.answer(201, views.template(templates.create(call.object()))))))
                .get(ONE, Exchange.handler(api.on(this::get)))
                .put(ONE, Exchange.handler(api.on(this::update)))
                .delete(ONE, Exchange.handler(api.on(this::delete)))
                .get(ONE + "/identityAttributes", Exchange.handler(api.on(this::attributes)))
                .put(ONE + "/identityAttributes", Exchange.handler(api.on(this::setAttributes)))
                .get(
                        RULES,
                        Exchange.handler(api.on(call ->
                                call.answer(200, list(rules.of(template(call).id()))))))
                .put(RULES, Exchange.handler(api.on(this::replaceRules)))
                .post(RULES, Exchange.handler(api.on(this::createRule)))
                .get(RULE, Exchange.handler(api.on(call -> call.answer(200, view(rule(call))))))
                .put(RULE, Exchange.handler(api.on(this::updateRule)))
                .delete(RULE, Exchange.handler(api.on(this::deleteRule)));
    }

    private void list(Call call) {
        ArrayNode array = JsonMapper.shared().createArrayNode();
        templates.all().forEach(t -> array.add(views.template(t)));
        call.answer(200, array);
    }

    private void get(Call call) {
        templates
                .find(call.uuid("onboardingProcedureTemplateId"))
                .ifPresentOrElse(t -> call.answer(200, views.template(t)), () -> call.answer(204));
    }

    private void update(Call call) {
        call.answer(200, views.template(templates.update(template(call).id(), call.object())));
    }

    private void delete(Call call) {
        Template template = template(call);
        if (!rules.of(template.id()).isEmpty() || isUsed(template)) {
            throw SimplProblem.conflict("The template has rules, or requests were made by it");
        }
        templates.delete(template.id());
        call.answer(204);
    }

    private void attributes(Call call) {
        call.answer(200, OnboardingViews.codes(template(call).attributes()));
    }

    private void setAttributes(Call call) {
        templates.setAttributes(template(call).id(), RequestRoutes.codes(call));
        call.answer(204);
    }

    private void createRule(Call call) {
        call.answer(201, view(rules.create(template(call), call.object())));
    }

    private void updateRule(Call call) {
        call.answer(200, view(rules.update(template(call), rule(call).id(), call.object())));
    }

    private void replaceRules(Call call) {
        Template template = template(call);
        call.answer(200, list(rules.replace(template, call.object().object().path("content"))));
    }

    private void deleteRule(Call call) {
        Rule rule = rule(call);
        if (isUsed(rule)) {
            throw SimplProblem.badRequest("The rule was applied to a request already; make it inactive instead");
        }
        rules.delete(rule);
        call.answer(204);
    }

    private ObjectNode list(List<Rule> all) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        ArrayNode content = json.putArray("content");
        all.forEach(rule -> content.add(view(rule)));
        return json;
    }

    private ObjectNode view(Rule rule) {
        return views.rule(rule, isUsed(rule));
    }

    private boolean isUsed(Template template) {
        return requests.all().stream().anyMatch(r -> r.templateId().equals(template.id()));
    }

    private boolean isUsed(Rule rule) {
        return requests.all().stream()
                .flatMap(r -> r.documents().stream())
                .flatMap(d -> d.executions().stream())
                .anyMatch(e -> e.ruleId().equals(rule.id()));
    }

    private Template template(Call call) {
        return templates.get(call.uuid("onboardingProcedureTemplateId"));
    }

    private Rule rule(Call call) {
        return rules.get(template(call).id(), call.uuid("validationRuleId"));
    }
}

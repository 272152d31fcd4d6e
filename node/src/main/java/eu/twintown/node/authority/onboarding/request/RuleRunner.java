package eu.twintown.node.authority.onboarding.request;

import eu.twintown.node.authority.onboarding.request.RequestedDocument.Execution;
import eu.twintown.node.authority.onboarding.request.RequestedDocument.Remark;
import eu.twintown.node.authority.onboarding.request.RequestedDocument.Result;
import eu.twintown.node.authority.onboarding.template.Rule;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Applies rules to a request. */
final class RuleRunner {
    private final ContentCheck outside;
    private final Function<String, byte[]> contents;
    private final Function<String, String> mimeTypes;
    private final Function<String, Map<String, String>> eidas;
    private final InstantSource clock;

    /**
     * @param contents document id to its content
     * @param mimeTypes id of a media type to its name
     * @param eidas user name to what an electronic identification says
     */
    RuleRunner(
            ContentCheck outside,
            Function<String, byte[]> contents,
            Function<String, String> mimeTypes,
            Function<String, Map<String, String>> eidas,
            InstantSource clock) {
        this.outside = outside;
        this.contents = contents;
        this.mimeTypes = mimeTypes;
        this.eidas = eidas;
        this.clock = clock;
    }

    private record Verdict(Result result, List<Remark> remarks) {
        static final Verdict GOOD = new Verdict(Result.SUCCESS, List.of());

        static Verdict bad(String code, String message) {
            return new Verdict(Result.REJECTED, List.of(new Remark(code, message)));
        }
    }

    Execution run(Rule rule, OnboardingRequest request) {
        Instant start = clock.instant();
        Verdict verdict = verdict(rule, request);
        return new Execution(
                UUID.randomUUID().toString(),
                rule.id(),
                rule.type(),
                rule.name(),
                rule.description(),
                verdict.result(),
                verdict.remarks(),
                start,
                clock.instant());
    }

    private Verdict verdict(Rule rule, OnboardingRequest request) {
        return switch (rule.type()) {
            case DOCUMENT_PRESENCE_CHECK -> presence(rule, request);
            case DOCUMENT_CONTENT_CHECK -> content(rule, request);
            case EIDAS -> eidas(rule, request);
            case COMPOSITE -> composite(rule, request);
        };
    }

    private static Verdict presence(Rule rule, OnboardingRequest request) {
        boolean there = request.documentOf(rule.documentTemplate())
                .filter(RequestedDocument::hasContent)
                .isPresent();
        return there ? Verdict.GOOD : Verdict.bad("MISSING", "The document is missing");
    }

    private Verdict content(Rule rule, OnboardingRequest request) {
        Optional<RequestedDocument> document =
                request.documentOf(rule.documentTemplate()).filter(RequestedDocument::hasContent);
        if (document.isEmpty()) {
            return Verdict.bad("MISSING", "The document is missing");
        }
        byte[] bytes = contents.apply(document.get().id());
        String type = mimeTypes.apply(document.get().mimeTypeId());
        if (!ContentSniffer.fits(bytes, type)) {
            return Verdict.bad("MEDIA_TYPE", "The content is not " + type);
        }
        if (!rule.validationUri().startsWith("http")) {
            return Verdict.GOOD;
        }
        try {
            return outside.fault(rule.validationUri(), type, bytes)
                    .map(fault -> Verdict.bad("CONTENT", fault))
                    .orElse(Verdict.GOOD);
        } catch (RuntimeException e) {
            return new Verdict(
                    Result.FAULT, List.of(new Remark("UNREACHABLE", "The check could not be made: " + e.getMessage())));
        }
    }

    private Verdict eidas(Rule rule, OnboardingRequest request) {
        boolean fetched = request.documentOf(rule.documentTemplate())
                .filter(RequestedDocument::hasContent)
                .isPresent();
        String value = fetched
                ? eidas.apply(request.applicant().username())
                        .getOrDefault(rule.eidas().attribute(), "")
                : "";
        boolean holds =
                switch (rule.eidas().condition()) {
                    case IS_PRESENT -> !value.isEmpty();
                    case CONTAINS ->
                        !value.isEmpty()
                                && value.toLowerCase(Locale.ROOT)
                                        .contains(rule.eidas().value().toLowerCase(Locale.ROOT));
                };
        return holds
                ? Verdict.GOOD
                : Verdict.bad("EIDAS", "The attribute " + rule.eidas().attribute() + " does not fulfil the rule");
    }

    private Verdict composite(Rule rule, OnboardingRequest request) {
        List<Remark> remarks = new ArrayList<>();
        int good = 0;
        for (Rule part : rule.rules()) {
            Verdict verdict = verdict(part, request);
            remarks.addAll(verdict.remarks());
            good += verdict.result() == Result.SUCCESS ? 1 : 0;
        }
        boolean holds =
                rule.strategy() == Rule.Strategy.ALL ? good == rule.rules().size() : good > 0;
        return holds ? Verdict.GOOD : new Verdict(Result.REJECTED, remarks);
    }
}

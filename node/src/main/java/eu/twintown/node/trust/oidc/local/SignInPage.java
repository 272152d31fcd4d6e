package eu.twintown.node.trust.oidc.local;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/** The sign-in page: plain HTML without scripts or anything from elsewhere, in the reader's language. */
final class SignInPage {
    private static final String BUNDLE = "eu.twintown.node.trust.oidc.local.signin";
    private static final List<Locale> LANGUAGES = List.of(
            Locale.ENGLISH, Locale.GERMAN, Locale.forLanguageTag("nl"), Locale.FRENCH, Locale.forLanguageTag("es"));
    private static final String STYLE = """
            :root{color-scheme:light dark}
            body{font:1rem/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center;\
            background:#f3f5f7;color:#1b2733}
            main{box-sizing:border-box;width:min(24rem,100%);padding:2rem;background:#fff;border:1px solid #c9d1d9;\
            border-radius:.5rem}
            h1{font-size:1.4rem;margin:0 0 .25rem}
            label{display:block;font-weight:600;margin:1rem 0 .25rem}
            input{box-sizing:border-box;width:100%;font:inherit;padding:.6rem;border:1px solid #5b6b7b;\
            border-radius:.25rem;background:#fff;color:#1b2733}
            button{font:inherit;font-weight:600;width:100%;margin-top:1.5rem;padding:.7rem;border:0;\
            border-radius:.25rem;background:#0b5394;color:#fff;cursor:pointer}
            :focus-visible{outline:3px solid #f0a500;outline-offset:2px}
            .error{border-left:4px solid #b3261e;padding:.5rem .75rem;background:#fdecea;color:#7a1712}
            @media(prefers-color-scheme:dark){body{background:#11181f;color:#e6edf3}main{background:#1a232c;\
            border-color:#3b4854}input{background:#11181f;color:#e6edf3;border-color:#8b99a6}\
            button{background:#8ec5ff;color:#06233f}.error{background:#3a1512;color:#ffd7d3}}
            """;
    private static final String STYLE_HASH = hash();

    private final String nodeTitle;

    /** @param nodeTitle whose account is asked for */
    SignInPage(String nodeTitle) {
        this.nodeTitle = nodeTitle;
    }

    /** Nothing but its own style; forms go to the node and, by its answer, to where the client waits. */
    static String contentSecurityPolicy(String clientOrigin) {
        return "default-src 'none'; style-src 'sha256-" + STYLE_HASH + "'; form-action 'self' " + clientOrigin
                + "; base-uri 'none'; frame-ancestors 'none'";
    }

    /**
     * The page.
     *
     * @param languages those the reader prefers, such as an Accept-Language header has them
     * @param handle the sign-in that is under way
     * @param name what was typed before
     * @param error key of what went wrong; empty = nothing
     */
    byte[] html(String languages, String handle, String clientTitle, String name, String error) {
        Locale locale = locale(languages);
        ResourceBundle texts = ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        String alert = error.isEmpty()
                ? ""
                : "<p class=\"error\" role=\"alert\" id=\"error\">" + escaped(texts.getString(error)) + "</p>";
        String described = error.isEmpty() ? "" : " aria-describedby=\"error\" aria-invalid=\"true\"";
        String where = clientTitle.isEmpty()
                ? escaped(nodeTitle)
                : escaped(String.format(locale, texts.getString("for"), clientTitle, nodeTitle));
        return ("""
                <!doctype html>
                <html lang="${lang}">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>${title} · ${node}</title>
                <style>${style}</style>
                </head>
                <body>
                <main>
                <h1>${title}</h1>
                <p>${where}</p>
                ${alert}
                <form method="post" action="/oidc/sign-in">
                <input type="hidden" name="request" value="${request}">
                <label for="name">${nameLabel}</label>
                <input id="name" name="name" value="${name}" autocomplete="username" autocapitalize="none" spellcheck="false" required${described}>
                <label for="password">${passwordLabel}</label>
                <input id="password" name="password" type="password" autocomplete="current-password" required${described}>
                <button type="submit">${button}</button>
                </form>
                </main>
                </body>
                </html>
                """.replace("${lang}", locale.getLanguage())
                        .replace("${title}", escaped(texts.getString("title")))
                        .replace("${node}", escaped(nodeTitle))
                        .replace("${style}", STYLE)
                        .replace("${where}", where)
                        .replace("${alert}", alert)
                        .replace("${request}", escaped(handle))
                        .replace("${nameLabel}", escaped(texts.getString("name")))
                        .replace("${described}", described)
                        .replace("${passwordLabel}", escaped(texts.getString("password")))
                        .replace("${button}", escaped(texts.getString("button")))
                        .replace("${name}", escaped(name)))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Locale locale(String languages) {
        try {
            Locale found = languages.isBlank() ? null : Locale.lookup(Locale.LanguageRange.parse(languages), LANGUAGES);
            return found == null ? Locale.ENGLISH : found;
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH;
        }
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        Map<Character, String> names = Map.of('&', "&amp;", '<', "&lt;", '>', "&gt;", '"', "&quot;", '\'', "&#39;");
        text.chars().mapToObj(c -> (char) c).forEach(c -> out.append(names.getOrDefault(c, String.valueOf(c))));
        // No place-holder may come from what strangers typed.
        return out.toString().replace("$", "&#36;");
    }

    private static String hash() {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

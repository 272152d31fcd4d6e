package eu.twintown.kernel.entity;

import eu.twintown.kernel.jsonld.Iris;

/** The syntax of scopes (clause 4.18): levels of letters, numbers and underscores, joined by slashes. */
final class Scopes {

    private Scopes() {}

    static boolean isScope(String text) {
        if (text.equals(NgsiLdNull.URI)) {
            return true;
        }
        int start = text.startsWith("/") ? 1 : 0;
        for (String level : text.substring(start).split("/", -1)) {
            if (!Iris.isName(level)) {
                return false;
            }
        }
        return true;
    }
}

package eu.twintown.node.http;

import io.helidon.common.parameters.Parameters;
import io.helidon.common.uri.UriPath;
import io.helidon.common.uri.UriPathSegment;
import io.helidon.http.RoutedPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A path with the values of its template's variables, decoded. */
final class MatchedPath implements RoutedPath {

    private static final Parameters NO_PARAMETERS = Parameters.empty("path");

    private final UriPath path;
    private final Parameters variables;

    MatchedPath(UriPath path, Map<String, String> encoded) {
        this.path = path;
        if (encoded.isEmpty()) {
            this.variables = NO_PARAMETERS;
        } else {
            Map<String, String> decoded = LinkedHashMap.newLinkedHashMap(encoded.size());
            encoded.forEach((name, value) -> decoded.put(name, Percent.decode(value, false)));
            this.variables = Parameters.createSingleValueMap("path", decoded);
        }
    }

    @Override
    public Parameters pathParameters() {
        return variables;
    }

    @Override
    public RoutedPath absolute() {
        return this;
    }

    @Override
    public String rawPath() {
        return path.rawPath();
    }

    @Override
    public String rawPathNoParams() {
        return path.rawPathNoParams();
    }

    @Override
    public String path() {
        return path.path();
    }

    @Override
    public Parameters matrixParameters() {
        return path.matrixParameters();
    }

    @Override
    public List<UriPathSegment> segments() {
        return path.segments();
    }

    @Override
    public void validate() {
        path.validate();
    }
}

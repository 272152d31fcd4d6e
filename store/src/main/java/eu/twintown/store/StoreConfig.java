package eu.twintown.store;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the data live.
 *
 * @param jdbcUrl a PostgreSQL 15 or newer; empty = the embedded server
 * @param user database user, where a JDBC URL is given
 * @param password database password, where a JDBC URL is given
 * @param schema PostgreSQL schema that holds the tables
 * @param directory folder of the embedded server's data
 */
public record StoreConfig(
        Optional<String> jdbcUrl, Optional<String> user, Optional<String> password, String schema, Path directory) {

    public static StoreConfig embedded(Path directory) {
        return new StoreConfig(Optional.empty(), Optional.empty(), Optional.empty(), "twintown", directory);
    }
}

package eu.twintown.node.trust.credential;

import java.util.List;
import java.util.Optional;

/** Says who may issue what. */
@FunctionalInterface
public interface IssuerTrust {

    /** By whose word this issuer may issue credentials of these types; empty = it may not. */
    Optional<String> trusts(String issuer, List<String> types);
}

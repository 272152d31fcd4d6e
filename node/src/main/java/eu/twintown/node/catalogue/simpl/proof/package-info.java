/** Signs and verifies self-descriptions (JsonWebSignature2020). */
@NullMarked
package eu.twintown.node.catalogue.simpl.proof;

import org.jspecify.annotations.NullMarked;

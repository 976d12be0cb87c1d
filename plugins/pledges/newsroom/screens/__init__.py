"""The screens of the newsroom that the editor of one person does not have."""

module github.com/causeway-dev/causeway/sdk/go

go 1.23
